import JSON

/// Writes the entries of the hot path straight into bytes: two for each call that runs alone.
///
/// The same bytes as ``EntryEncoder`` writes, which the tests hold it to: keys in canonical order,
/// whole numbers that a double can hold, everything else as strings. Keys come with their quotes
/// and colons as one piece, because a name at a time costs as much as all the values together.
struct EntryWriter {
    private(set) var bytes: [UInt8] = []

    /// A typical entry of an admitted call has 900 bytes.
    private static let usualLength = 1_200

    init() {
        bytes.reserveCapacity(EntryWriter.usualLength)
    }

    /// What `write` writes.
    static func bytes(_ write: (inout EntryWriter) -> Void) -> [UInt8] {
        var writer = EntryWriter()
        write(&writer)
        return writer.bytes
    }

    /// A piece of JSON as it is.
    mutating func piece(_ text: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// JSON that is written already.
    mutating func value(_ json: [UInt8]) { bytes.append(contentsOf: json) }

    mutating func comma() { bytes.append(UInt8(ascii: ",")) }

    /// A string that needs no escapes for most of what it says.
    mutating func string(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            let isPlain = utf8.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }
            if isPlain {
                bytes.append(UInt8(ascii: "\""))
                bytes.append(contentsOf: utf8)
                bytes.append(UInt8(ascii: "\""))
            } else {
                var writer = JSONWriter(capacity: utf8.count + 16)
                writer.value(String(decoding: utf8, as: UTF8.self))
                bytes.append(contentsOf: writer.bytes)
            }
        }
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
        if isNegative { bytes.append(UInt8(ascii: "-")) }
        // Sixteen digits are the most below 2^53.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { digits in
            var first = digits.count
            var rest = magnitude
            repeat {
                first -= 1
                digits[first] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest != 0
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[first...]))
        }
    }

    mutating func digest(_ digest: Digest) {
        bytes.append(UInt8(ascii: "\""))
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Digest.byteCount * 2) { digits in
            digest.writeHexadecimal(to: digits)
            bytes.append(contentsOf: digits)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// A list; `write` writes each element.
    mutating func list<Element>(
        _ elements: [Element], _ write: (inout EntryWriter, Element) -> Void
    ) {
        bytes.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { comma() }
            write(&self, element)
        }
        bytes.append(UInt8(ascii: "]"))
    }
}
