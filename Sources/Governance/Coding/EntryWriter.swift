import JSON

/// Writes the entries of the hot path straight into bytes: two for each call that runs alone.
///
/// The same bytes as ``EntryEncoder`` writes, which the tests hold it to: keys in canonical order,
/// whole numbers that a double can hold, everything else as strings. Keys come with their quotes
/// and colons as one piece, because a name at a time costs as much as all the values together; and
/// the bytes lie in memory of its own until they are whole, because an array is asked before each
/// piece whether it is shared and has room.
struct EntryWriter: ~Copyable {
    private var memory: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var count = 0

    /// A typical entry of an admitted call has 700 bytes.
    private static let usualLength = 2_048

    init() {
        capacity = EntryWriter.usualLength
        memory = .allocate(capacity: capacity)
    }

    deinit {
        memory.deallocate()
    }

    /// What has been written.
    var bytes: [UInt8] { Array(UnsafeBufferPointer(start: memory, count: count)) }

    /// What `write` writes.
    static func bytes(_ write: (inout EntryWriter) -> Void) -> [UInt8] {
        var writer = EntryWriter()
        write(&writer)
        return writer.bytes
    }

    /// A piece of JSON as it is.
    mutating func piece(_ text: StaticString) {
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// JSON that is written already.
    mutating func value(_ json: [UInt8]) { json.withUnsafeBufferPointer { append($0) } }

    mutating func comma() { append(UInt8(ascii: ",")) }

    /// A word of our own, which needs no escapes.
    mutating func word(_ text: String) {
        append(UInt8(ascii: "\""))
        if text.utf8.withContiguousStorageIfAvailable({ append($0) }) == nil {
            for byte in text.utf8 { append(byte) }
        }
        append(UInt8(ascii: "\""))
    }

    /// A string that needs no escapes for most of what it says.
    mutating func string(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            if EntryWriter.isPlain(utf8) {
                append(UInt8(ascii: "\""))
                append(utf8)
                append(UInt8(ascii: "\""))
            } else {
                var writer = JSONWriter(capacity: utf8.count + 16)
                writer.value(String(decoding: utf8, as: UTF8.self))
                value(writer.bytes)
            }
        }
    }

    /// The name of a tool, `server/tool`.
    mutating func string(_ tool: ToolName) {
        var (server, name) = (tool.server.text, tool.tool.text)
        let isWritten = server.withUTF8 { server in
            name.withUTF8 { name in
                guard EntryWriter.isPlain(server), EntryWriter.isPlain(name) else { return false }
                append(UInt8(ascii: "\""))
                append(server)
                append(UInt8(ascii: "/"))
                append(name)
                append(UInt8(ascii: "\""))
                return true
            }
        }
        if !isWritten { string(tool.description) }
    }

    private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var isPlain = true
        // Without a way out in the middle the loop is done many bytes at a time.
        for byte in text where byte < 0x20 || byte == 0x22 || byte == 0x5C { isPlain = false }
        return isPlain
    }

    /// A whole number, as a string where a double cannot hold it.
    mutating func integer(_ number: some FixedWidthInteger) {
        guard EntryEncoder.isExact(number) else {
            string(String(number))
            return
        }
        decimal(UInt64(number.magnitude), isNegative: number < 0)
    }

    private mutating func decimal(_ magnitude: UInt64, isNegative: Bool) {
        if isNegative { append(UInt8(ascii: "-")) }
        // Sixteen digits are the most below 2^53.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { digits in
            var first = digits.count
            var rest = magnitude
            repeat {
                first -= 1
                digits[first] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest != 0
            append(UnsafeBufferPointer(rebasing: digits[first...]))
        }
    }

    mutating func digest(_ digest: Digest) {
        append(UInt8(ascii: "\""))
        let length = Digest.byteCount * 2
        makeRoom(for: length)
        digest.writeHexadecimal(
            to: UnsafeMutableBufferPointer(start: memory + count, count: length))
        count += length
        append(UInt8(ascii: "\""))
    }

    /// A list; `write` writes each element.
    mutating func list<Element>(
        _ elements: [Element], _ write: (inout EntryWriter, Element) -> Void
    ) {
        append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { comma() }
            write(&self, element)
        }
        append(UInt8(ascii: "]"))
    }

    private mutating func append(_ byte: UInt8) {
        makeRoom(for: 1)
        memory[count] = byte
        count += 1
    }

    private mutating func append(_ piece: UnsafeBufferPointer<UInt8>) {
        guard let start = piece.baseAddress else { return }
        makeRoom(for: piece.count)
        (memory + count).initialize(from: start, count: piece.count)
        count += piece.count
    }

    private mutating func makeRoom(for more: Int) {
        if count + more > capacity { grow(to: max(2 * capacity, count + more)) }
    }

    private mutating func grow(to larger: Int) {
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        memory.moveInitialize(from: self.memory, count: count)
        self.memory.deallocate()
        self.memory = memory
        capacity = larger
    }
}
