/// Puts together the bytes of one UTF-8 character. Holds at most three bytes' worth.
struct ScalarReader: Hashable, Sendable {
    /// What a byte made of it.
    enum Step {
        case more
        case scalar(Unicode.Scalar)
        /// What came so far, this byte included, is no character.
        case invalid
        /// What came before is no character; this byte has not been read.
        case interrupted
    }

    private var value: UInt32 = 0
    private var left = 0
    /// What the next byte may be: this is what keeps out overlong forms and surrogates.
    private var next: ClosedRange<UInt8> = 0x80...0xbf

    var isEmpty: Bool { left == 0 }

    /// Reads one byte of 0x80 or above, or any byte after such a one.
    mutating func read(_ byte: UInt8) -> Step {
        guard !isEmpty else { return start(byte) }
        guard next.contains(byte) else {
            left = 0
            return .interrupted
        }
        next = 0x80...0xbf
        value = value << 6 | UInt32(byte & 0x3f)
        left -= 1
        guard left == 0 else { return .more }
        return Unicode.Scalar(value).map { .scalar($0) } ?? .invalid
    }

    private mutating func start(_ byte: UInt8) -> Step {
        next = 0x80...0xbf
        switch byte {
        case 0xc2...0xdf: (value, left) = (UInt32(byte & 0x1f), 1)
        case 0xe0: (value, left, next) = (0, 2, 0xa0...0xbf)
        case 0xed: (value, left, next) = (0xd, 2, 0x80...0x9f)
        case 0xe1...0xef: (value, left) = (UInt32(byte & 0x0f), 2)
        case 0xf0: (value, left, next) = (0, 3, 0x90...0xbf)
        case 0xf1...0xf3: (value, left) = (UInt32(byte & 0x07), 3)
        case 0xf4: (value, left, next) = (4, 3, 0x80...0x8f)
        default: return .invalid
        }
        return .more
    }
}
