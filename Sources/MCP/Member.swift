package import JSON

/// Where one member of an object lies in a message.
package struct Member: Sendable {
    // Twelve bytes, since an envelope has room for every part; 31 bits hold any offset of a line.
    private let keyAndEscape: UInt32
    private let lower: UInt32
    private let upper: UInt32

    /// No member.
    static let none = Member(keyAndEscape: 0, lower: 0, upper: 0)

    private init(keyAndEscape: UInt32, lower: UInt32, upper: UInt32) {
        self.keyAndEscape = keyAndEscape
        self.lower = lower
        self.upper = upper
    }

    /// A member found by a scan.
    ///
    /// - Parameters:
    ///   - keyStart: the offset of the key's opening quote.
    ///   - value: the value's bytes, without space around them.
    ///   - isEscaped: whether the value is a string spelled with escapes.
    init(keyStart: Int, value: Range<Int>, isEscaped: Bool) {
        keyAndEscape = UInt32(truncatingIfNeeded: keyStart) | (isEscaped ? 1 << 31 : 0)
        lower = UInt32(truncatingIfNeeded: value.lowerBound)
        upper = UInt32(truncatingIfNeeded: value.upperBound)
    }

    var isPresent: Bool { upper != 0 }

    /// The value's bytes.
    package var range: Range<Int> { Int(lower)..<Int(upper) }

    /// The member's bytes: key, colon and value, without a comma.
    package var whole: Range<Int> { Int(keyAndEscape & 0x7FFF_FFFF)..<Int(upper) }

    /// Whether the value is a string spelled with escapes.
    package var isEscaped: Bool { keyAndEscape >> 31 == 1 }

    /// The kind of the value, told by its first byte.
    package func kind(in message: UnsafeRawBufferPointer) -> JSONKind {
        switch message[Int(lower)] {
        case UInt8(ascii: "{"): .object
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
        case UInt8(ascii: "n"): .null
        default: .number
        }
    }
}
