/// The bytes of a string that has been checked, one by one, with its escapes undone.
struct JSONStringBytes: IteratorProtocol {
    private let base: UnsafeRawPointer
    private var offset: Int
    private let end: Int
    /// Bytes of the last escape that are still to come, lowest first.
    private var waiting: UInt32 = 0

    init(base: UnsafeRawPointer, content: Range<Int>) {
        self.base = base
        offset = content.lowerBound
        end = content.upperBound
    }

    mutating func next() -> UInt8? {
        if waiting != 0 {
            let byte = UInt8(truncatingIfNeeded: waiting)
            waiting >>= 8
            return byte
        }
        guard offset < end else { return nil }
        let byte = load(offset)
        offset += 1
        guard byte == UInt8(ascii: "\\"), offset < end else { return byte }
        let letter = load(offset)
        offset += 1
        switch letter {
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "u"): return codePoint()
        default: return letter
        }
    }

    /// The first byte of an escaped character; the others wait. No byte but the first of a
    /// character is zero, so that zero can mean that none waits.
    private mutating func codePoint() -> UInt8 {
        var point = codeUnit()
        if point & 0xFC00 == 0xD800 {
            offset += 2
            point = 0x10000 + (point & 0x3FF) << 10 + codeUnit() & 0x3FF
        }
        switch point {
        case ..<0x80:
            return UInt8(truncatingIfNeeded: point)
        case ..<0x800:
            waiting = 0x80 | point & 0x3F
            return UInt8(truncatingIfNeeded: 0xC0 | point >> 6)
        case ..<0x10000:
            waiting = 0x80 | point >> 6 & 0x3F | (0x80 | point & 0x3F) << 8
            return UInt8(truncatingIfNeeded: 0xE0 | point >> 12)
        default:
            waiting =
                0x80 | point >> 12 & 0x3F | (0x80 | point >> 6 & 0x3F) << 8
                | (0x80 | point & 0x3F) << 16
            return UInt8(truncatingIfNeeded: 0xF0 | point >> 18)
        }
    }

    private mutating func codeUnit() -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 where offset < end {
            unit = unit << 4 | (JSONText.hexadecimal(load(offset)) ?? 0)
            offset += 1
        }
        return unit
    }

    private func load(_ offset: Int) -> UInt8 { base.load(fromByteOffset: offset, as: UInt8.self) }
}
