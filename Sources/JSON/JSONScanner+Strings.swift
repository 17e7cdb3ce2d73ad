internal import Glibc

extension JSONScanner {
    /// Whether a key or string is this ASCII word, also where it is spelled with escapes.
    package func matches(_ string: JSONStringRange, _ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard word.hasPointerRepresentation else { return false }
        if !string.isEscaped {
            return string.content.count == count
                && memcmp(text.base + string.content.lowerBound, word.utf8Start, count) == 0
        }
        var bytes = JSONStringBytes(base: text.base, content: string.content)
        for index in 0..<count where bytes.next() != word.utf8Start[index] { return false }
        return bytes.next() == nil
    }

    /// Whether two keys or strings of this text are the same bytes once escapes are undone.
    package func matches(_ left: JSONStringRange, _ right: JSONStringRange) -> Bool {
        if !left.isEscaped, !right.isEscaped {
            let count = left.content.count
            return count == right.content.count
                && memcmp(
                    text.base + left.content.lowerBound, text.base + right.content.lowerBound,
                    count) == 0
        }
        var first = JSONStringBytes(base: text.base, content: left.content)
        var second = JSONStringBytes(base: text.base, content: right.content)
        while let byte = first.next() {
            guard second.next() == byte else { return false }
        }
        return second.next() == nil
    }

    /// The string that a range stands for, its escapes undone.
    package func string(_ range: JSONStringRange) -> String {
        text.string(range.content, isEscaped: range.isEscaped)
    }

    /// The content of a value whose range `skipValue` gave; nil where the value is no string.
    package func stringRange(ofValue range: Range<Int>) -> JSONStringRange? {
        guard range.count >= 2, range.lowerBound >= 0, range.upperBound <= text.end,
            text.byte(range.lowerBound) == UInt8(ascii: "\"")
        else { return nil }
        let content = range.lowerBound + 1..<range.upperBound - 1
        let backslash = memchr(text.base + content.lowerBound, 0x5C, content.count)
        return JSONStringRange(content: content, isEscaped: backslash != nil)
    }
}

extension JSONText {
    /// The string that stands between two quotes and has been checked.
    func string(_ content: Range<Int>, isEscaped: Bool) -> String {
        let bytes = UnsafeRawBufferPointer(start: base + content.lowerBound, count: content.count)
        guard isEscaped else { return String(decoding: bytes, as: UTF8.self) }
        // No escape is shorter than what it stands for.
        return String(unsafeUninitializedCapacity: content.count) { buffer in
            var escaped = JSONStringBytes(base: base, content: content)
            var count = 0
            while count < buffer.count, let byte = escaped.next() {
                buffer[count] = byte
                count += 1
            }
            return count
        }
    }
}
