/// What was pasted between the marks of a bracketed paste.
package struct Paste: Hashable, Sendable {
    /// How much of a paste is kept: several times what any field of the console takes.
    package static let most = 16_384

    /// The bytes as they came, at most ``most``.
    package let bytes: [UInt8]
    /// How many more came and were dropped.
    package let dropped: Int
    /// Whether its end was told by the terminal. A paste that never ended was given up.
    package let isWhole: Bool

    package init(bytes: [UInt8], dropped: Int = 0, isWhole: Bool = true) {
        self.bytes = bytes
        self.dropped = dropped
        self.isWhole = isWhole
    }
}
