/// Writes JSON into bytes, compact, with the escapes of RFC 8785 section 3.2.2.2.
///
/// Commas are its own business; that each object gets names and values in turn is the caller's.
///
///     var writer = JSONWriter()
///     writer.beginObject()
///     writer.member("id", 7)
///     writer.name("names")
///     writer.beginArray() … writer.endArray()
///     writer.endObject()
package struct JSONWriter {
    /// What has been written so far.
    package private(set) var bytes: [UInt8]

    /// Starts with nothing; `capacity` bytes are reserved.
    package init(capacity: Int = 0) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Forgets what was written and keeps the memory.
    package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    package mutating func beginObject() { open(UInt8(ascii: "{")) }
    package mutating func endObject() { bytes.append(UInt8(ascii: "}")) }
    package mutating func beginArray() { open(UInt8(ascii: "[")) }
    package mutating func endArray() { bytes.append(UInt8(ascii: "]")) }

    /// The name of the member whose value comes next.
    package mutating func name(_ name: String) {
        value(name)
        bytes.append(UInt8(ascii: ":"))
    }

    /// A string.
    package mutating func value(_ string: String) {
        separate()
        var copy = string
        copy.withUTF8 { append(quoted: $0) }
    }

    /// A whole number.
    package mutating func value(_ number: some FixedWidthInteger) {
        separate()
        append(number)
    }

    package mutating func value(_ bool: Bool) { raw(bool ? "true" : "false") }

    package mutating func null() { raw("null") }

    /// A tree, its numbers as they are spelled and its members in their order.
    package mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let bool): self.value(bool)
        case .number(let number):
            separate()
            bytes.append(contentsOf: number.spelling.utf8)
        case .string(let string): self.value(string)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let object):
            beginObject()
            for member in object.members {
                name(member.name)
                self.value(member.value)
            }
            endObject()
        }
    }

    /// Bytes that are one JSON value already, as they are; the caller knows that they are.
    package mutating func value(raw: some Collection<UInt8>) {
        separate()
        bytes.append(contentsOf: raw)
    }

    /// Bytes of a buffer that are one JSON value already, as they are.
    package mutating func value(raw: UnsafeRawBufferPointer) {
        separate()
        bytes.append(contentsOf: raw)
    }

    package mutating func member(_ name: String, _ string: String) {
        self.name(name)
        value(string)
    }

    package mutating func member(_ name: String, _ number: some FixedWidthInteger) {
        self.name(name)
        value(number)
    }

    package mutating func member(_ name: String, _ bool: Bool) {
        self.name(name)
        value(bool)
    }

    package mutating func member(_ name: String, _ value: JSONValue) {
        self.name(name)
        self.value(value)
    }

    package mutating func member(_ name: String, raw: some Collection<UInt8>) {
        self.name(name)
        value(raw: raw)
    }

    private mutating func open(_ byte: UInt8) {
        separate()
        bytes.append(byte)
    }

    private mutating func raw(_ word: StaticString) {
        separate()
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    /// A comma, unless this is the first value of what it stands in: no value ends with one of
    /// the three bytes after which none is due.
    private mutating func separate() {
        switch bytes.last {
        case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"): break
        default: bytes.append(UInt8(ascii: ","))
        }
    }

    private mutating func append(_ number: some FixedWidthInteger) {
        // Nearly all numbers fit, and are then written without generic arithmetic.
        guard let number = Int64(exactly: number) else {
            bytes.append(contentsOf: String(number).utf8)
            return
        }
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = number.magnitude
        // Twenty digits are the most that 64 bits have.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var first = digits.count
            repeat {
                first -= 1
                digits[first] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest != 0
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[first...]))
        }
    }

    private mutating func append(quoted text: UnsafeBufferPointer<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        var start = 0
        while true {
            let end = JSONWriter.plain(text, from: start)
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<end]))
            guard end < text.count else { break }
            append(escapeOf: text[end])
            start = end + 1
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// The first place from here on whose byte must be escaped; eight bytes at a time, as
    /// `JSONText.string` does, but that any byte from 0x80 on may stand as it is.
    private static func plain(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = text.baseAddress.map(UnsafeRawPointer.init) else { return text.count }
        var place = start
        while place &+ 8 <= text.count {
            let word = UInt64(
                littleEndian: base.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            let marks = JSONText.escapeMarks(word)
            if marks != 0 { return place &+ marks.trailingZeroBitCount &>> 3 }
            place &+= 8
        }
        while place < text.count {
            let byte = text[place]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                return place
            }
            place &+= 1
        }
        return place
    }

    private mutating func append(escapeOf byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x22, 0x5C: bytes.append(byte)
        default:
            let digits: StaticString = "0123456789abcdef"
            bytes.append(contentsOf: [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
            bytes.append(digits.utf8Start[Int(byte >> 4)])
            bytes.append(digits.utf8Start[Int(byte & 15)])
        }
    }
}
