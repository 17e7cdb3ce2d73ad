/// Why bytes are not in the one form that entries have.
package struct CanonicalFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// Where, in bytes from the beginning.
    package let offset: Int
    /// What was expected there.
    package let expected: String

    package var description: String { "at byte \(offset): expected \(expected)" }
}

/// A cursor over canonical text: the part of RFC 8785 with ASCII names and without fractions.
///
/// This is no second reading of JSON: each value has exactly one spelling here, and all else is
/// refused. So that two entries with the same meaning have the same bytes.
struct CanonicalText {
    private let bytes: UnsafeRawBufferPointer
    private(set) var offset = 0

    /// An entry nests a few levels; the limit keeps the stack small.
    private static let maximumDepth = 16

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    func fault(_ expected: String) -> CanonicalFault {
        CanonicalFault(offset: offset, expected: expected)
    }

    var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    func end() throws(CanonicalFault) {
        guard offset == bytes.count else { throw fault("the end") }
    }

    /// Moves over `literal`; false, without moving, where it does not stand.
    mutating func take(_ literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard bytes.count - offset >= count else { return false }
        for index in 0..<count where bytes[offset + index] != literal.utf8Start[index] {
            return false
        }
        offset += count
        return true
    }

    private mutating func takeByte(_ byte: UInt8) -> Bool {
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }

    mutating func expect(_ literal: StaticString) throws(CanonicalFault) {
        guard take(literal) else { throw fault("\(literal)") }
    }

    mutating func skipObject(depth: Int = 0) throws(CanonicalFault) {
        guard depth < Self.maximumDepth else { throw fault("less nesting") }
        try expect("{")
        if take("}") { return }
        var previous: Range<Int>?
        repeat {
            let name = try skipString(isName: true)
            if let previous, !isOrdered(previous, name) {
                throw fault("names in ascending order, each once")
            }
            previous = name
            guard takeByte(UInt8(ascii: ":")) else { throw fault(":") }
            try skipValue(depth: depth + 1)
        } while takeByte(UInt8(ascii: ","))
        try expect("}")
    }

    private mutating func skipValue(depth: Int) throws(CanonicalFault) {
        switch next {
        case UInt8(ascii: "\""): _ = try skipString(isName: false)
        case UInt8(ascii: "{"): try skipObject(depth: depth)
        case UInt8(ascii: "["): try skipList(depth: depth)
        case UInt8(ascii: "t"): try expect("true")
        case UInt8(ascii: "f"): try expect("false")
        case UInt8(ascii: "n"): try expect("null")
        default: _ = try integer()
        }
    }

    private mutating func skipList(depth: Int) throws(CanonicalFault) {
        guard depth < Self.maximumDepth else { throw fault("less nesting") }
        try expect("[")
        if take("]") { return }
        repeat { try skipValue(depth: depth + 1) } while takeByte(UInt8(ascii: ","))
        try expect("]")
    }

    /// An integer that every reader of JSON keeps exactly: at most 2^53 - 1 either way (RFC 7493).
    mutating func integer() throws(CanonicalFault) -> Int64 {
        let start = offset
        let isNegative = take("-")
        var value: Int64 = 0
        let first = offset
        while let byte = next, byte >= 0x30 && byte <= 0x39, offset - first < 16 {
            value = value * 10 + Int64(byte - 0x30)
            offset += 1
        }
        let count = offset - first
        let hasOneSpelling = count == 1 ? !(isNegative && value == 0) : bytes[first] != 0x30
        guard count > 0, hasOneSpelling, value < 1 << 53 else {
            offset = start
            throw fault("an integer below 2^53, or a text")
        }
        return isNegative ? -value : value
    }

    /// The bytes between the quotes. A name is printable ASCII without escapes.
    mutating func skipString(isName: Bool) throws(CanonicalFault) -> Range<Int> {
        guard takeByte(UInt8(ascii: "\"")) else { throw fault("\"") }
        let start = offset
        while true {
            // Most characters are plain: over those without a look at what is allowed.
            var place = offset
            while place < bytes.count, Self.isPlain(bytes[place]) { place += 1 }
            offset = place
            guard let byte = next else { break }
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return start..<offset - 1
            case UInt8(ascii: "\\"):
                guard !isName else { throw fault("a name without escapes") }
                try skipEscape()
            default:
                guard !isName, byte >= 0x80 else { throw fault("printable characters") }
                try skipCharacter(byte)
            }
        }
        throw fault("a closing quote")
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x80 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// RFC 8785 section 3.2.2.2: only what must be escaped is, in one way.
    private mutating func skipEscape() throws(CanonicalFault) {
        offset += 1
        switch next {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            offset += 1
        case UInt8(ascii: "u"):
            try expect("u00")
            guard bytes.count - offset >= 2,
                let code = Hex.bytes(of: bytes[offset..<offset + 2])?.first,
                code < 0x20, ![8, 9, 10, 12, 13].contains(code)
            else { throw fault("an escape that RFC 8785 uses") }
            offset += 2
        default: throw fault("an escape that RFC 8785 uses")
        }
    }

    /// One character outside ASCII, well-formed UTF-8 (Unicode table 3-7).
    private mutating func skipCharacter(_ lead: UInt8) throws(CanonicalFault) {
        let (count, low, high): (Int, UInt8, UInt8) =
            switch lead {
            case 0xc2...0xdf: (1, 0x80, 0xbf)
            case 0xe0: (2, 0xa0, 0xbf)
            case 0xed: (2, 0x80, 0x9f)
            case 0xe1...0xef: (2, 0x80, 0xbf)
            case 0xf0: (3, 0x90, 0xbf)
            case 0xf1...0xf3: (3, 0x80, 0xbf)
            case 0xf4: (3, 0x80, 0x8f)
            default: (0, 0, 0)
            }
        guard count > 0, bytes.count - offset > count, bytes[offset + 1] >= low,
            bytes[offset + 1] <= high
        else { throw fault("UTF-8") }
        for index in 2..<4 where index <= count && bytes[offset + index] & 0xc0 != 0x80 {
            throw fault("UTF-8")
        }
        offset += count + 1
    }

    private func isOrdered(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
        let shared = min(first.count, second.count)
        for index in 0..<shared {
            let (left, right) = (bytes[first.lowerBound + index], bytes[second.lowerBound + index])
            if left != right { return left < right }
        }
        return first.count < second.count
    }
}
