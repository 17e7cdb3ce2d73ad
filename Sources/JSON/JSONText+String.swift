extension JSONText {
    /// A string with its quotes: where it ends, and whether it holds escapes.
    ///
    /// Eight bytes at a time until a byte that needs a look: a quote, a backslash, a control
    /// character or the start of a longer UTF-8 sequence.
    func string(_ start: Int) throws(JSONError) -> (end: Int, isEscaped: Bool) {
        var offset = start &+ 1
        var isEscaped = false
        while true {
            offset = plain(offset)
            let byte = byte(offset)
            if byte == UInt8(ascii: "\"") { return (offset &+ 1, isEscaped) }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                offset = try escape(offset)
            } else if byte >= 0x80 {
                offset = try sequence(offset)
            } else {
                throw fault(.controlCharacter, offset)
            }
        }
    }

    /// The first offset from here on whose byte is not plain ASCII of a string.
    @inline(__always)
    private func plain(_ start: Int) -> Int {
        var offset = start
        while offset &+ 8 <= end {
            let word = UInt64(
                littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            let marks = JSONText.marks(word)
            // The lowest mark is exact; a borrow can only make false ones above it.
            if marks != 0 { return offset &+ marks.trailingZeroBitCount &>> 3 }
            offset &+= 8
        }
        while offset < end {
            let byte = byte(offset)
            if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte >= 0x80 { return offset }
            offset &+= 1
        }
        return end
    }

    /// The high bit of each byte that is a quote, a backslash, a control character or not ASCII.
    @inline(__always)
    private static func marks(_ word: UInt64) -> UInt64 {
        escapeMarks(word) | word & 0x8080_8080_8080_8080
    }

    /// The high bit of each byte that is a quote, a backslash or a control character; above the
    /// lowest there may be false ones.
    @inline(__always)
    static func escapeMarks(_ word: UInt64) -> UInt64 {
        let quote = word ^ 0x2222_2222_2222_2222
        let backslash = word ^ 0x5C5C_5C5C_5C5C_5C5C
        let found =
            ((quote &- 0x0101_0101_0101_0101) & ~quote)
            | ((backslash &- 0x0101_0101_0101_0101) & ~backslash)
            | ((word &- 0x2020_2020_2020_2020) & ~word)
        return found & 0x8080_8080_8080_8080
    }

    /// One escape, or the two of a surrogate pair.
    private func escape(_ start: Int) throws(JSONError) -> Int {
        switch byte(start &+ 1) {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
            UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return start &+ 2
        case UInt8(ascii: "u"):
            let unit = try codeUnit(start)
            guard unit & 0xF800 == 0xD800 else { return start &+ 6 }
            guard unit < 0xDC00, byte(start &+ 6) == UInt8(ascii: "\\"),
                byte(start &+ 7) == UInt8(ascii: "u")
            else { throw JSONError(kind: .loneSurrogate, offset: start) }
            guard try codeUnit(start &+ 6) & 0xFC00 == 0xDC00 else {
                throw JSONError(kind: .loneSurrogate, offset: start)
            }
            return start &+ 12
        default:
            throw fault(.invalidEscape, min(start &+ 1, end))
        }
    }

    /// The four digits of `\uXXXX`, which starts here.
    private func codeUnit(_ start: Int) throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for offset in start &+ 2..<start &+ 6 {
            guard let digit = JSONText.hexadecimal(byte(offset)) else {
                throw fault(.invalidEscape, min(offset, end))
            }
            unit = unit &<< 4 | digit
        }
        return unit
    }

    /// The value of a hexadecimal digit in either case.
    @inline(__always)
    static func hexadecimal(_ digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit &- UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(digit &- UInt8(ascii: "a") &+ 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(digit &- UInt8(ascii: "A") &+ 10)
        default: nil
        }
    }

    /// One UTF-8 sequence of two to four bytes, after table 3-7 of the Unicode Standard: no
    /// overlong form, no surrogate, nothing above U+10FFFF.
    private func sequence(_ start: Int) throws(JSONError) -> Int {
        let second = byte(start &+ 1)
        let isContinued = second & 0xC0 == 0x80
        switch byte(start) {
        case 0xC2...0xDF where isContinued:
            return start &+ 2
        case 0xE0 where second < 0xA0, 0xED where second > 0x9F:
            break
        case 0xE0...0xEF where isContinued && isContinuation(start &+ 2):
            return start &+ 3
        case 0xF0 where second < 0x90, 0xF4 where second > 0x8F:
            break
        case 0xF0...0xF4
        where isContinued && isContinuation(start &+ 2) && isContinuation(start &+ 3):
            return start &+ 4
        default:
            break
        }
        throw JSONError(kind: .invalidUTF8, offset: start)
    }

    @inline(__always)
    private func isContinuation(_ offset: Int) -> Bool { byte(offset) & 0xC0 == 0x80 }
}
