/// A colour as a theme names it, for one depth.
package enum Colour: Hashable, Sendable {
    /// The terminal's own foreground or background.
    case standard
    /// Red, green and blue, each 0 to 255: ``ColourDepth/truecolour`` only.
    case rgb(UInt8, UInt8, UInt8)
    /// One of the 256 of xterm: ``ColourDepth/indexed256`` only.
    case index(UInt8)
    /// One of the sixteen of the terminal, 0 to 15, the bright ones from 8 on.
    case ansi(UInt8)
}
