/// Reads bytes as UTF-8 exactly as RFC 3629 has it: no overlong form, no surrogate, nothing above
/// U+10FFFF. What is not UTF-8 is handed out byte by byte, so that it can be shown and not repaired.
struct UTF8Reader {
    enum Unit: Equatable {
        case scalar(Unicode.Scalar, length: Int)
        case rawByte(UInt8)

        /// How many bytes of the source the unit stands for.
        var length: Int {
            switch self {
            case .scalar(_, let length): length
            case .rawByte: 1
            }
        }
    }

    let bytes: UnsafeRawBufferPointer

    /// The unit that starts at `index`, which must be within the bytes.
    func unit(at index: Int) -> Unit {
        let first = bytes[index]
        if first < 0x80 { return .scalar(Unicode.Scalar(first), length: 1) }
        guard let length = Self.length(lead: first), index + length <= bytes.count else {
            return .rawByte(first)
        }
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for next in bytes[(index + 1)..<(index + length)] {
            guard next & 0xC0 == 0x80 else { return .rawByte(first) }
            value = value << 6 | UInt32(next & 0x3F)
        }
        // `Unicode.Scalar` refuses surrogates and values above U+10FFFF.
        guard value >= Self.smallest[length], let scalar = Unicode.Scalar(value) else {
            return .rawByte(first)
        }
        return .scalar(scalar, length: length)
    }

    /// The smallest value that needs so many bytes: less is an overlong form.
    private static let smallest: [UInt32] = [0, 0, 0x80, 0x800, 0x10000]

    private static func length(lead: UInt8) -> Int? {
        switch lead {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: nil
        }
    }
}
