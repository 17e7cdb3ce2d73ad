/// How many colours a terminal can show, from most to least.
package enum ColourDepth: String, CaseIterable, Sendable {
    /// Any colour of 24 bits.
    case truecolour
    /// The 256 of xterm.
    case indexed256
    /// The sixteen that the terminal's owner chose.
    case ansi16
    /// None: attributes only.
    case mono
}
