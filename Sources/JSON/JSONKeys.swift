/// The keys that one object has shown so far, to refuse a duplicate while scanning.
///
/// One for each object that is judged. Keys are compared with their escapes undone, so that
/// `"\u0061"` is `"a"`. The first `heldInPlace` keys, more than an envelope has, take no memory;
/// further ones are kept in a table, so that an object of many keys costs time in proportion.
package struct JSONKeys {
    private static let heldInPlace = 16

    private var ranges: InlineArray<16, JSONStringRange>
    private var count = 0
    private var more: Set<[UInt8]> = []

    package init() {
        ranges = .init(repeating: JSONStringRange(content: 0..<0, isEscaped: false))
    }

    /// Adds a key of the scanner's text; throws `.duplicateKey` where the object has it already.
    package mutating func insert(
        _ key: JSONStringRange, of scanner: JSONScanner
    ) throws(JSONError) {
        for index in 0..<count where scanner.matches(ranges[index], key) {
            throw JSONError(kind: .duplicateKey, offset: key.content.lowerBound - 1)
        }
        if count < JSONKeys.heldInPlace {
            ranges[count] = key
            count += 1
            return
        }
        var bytes = JSONStringBytes(base: scanner.text.base, content: key.content)
        var plain: [UInt8] = []
        plain.reserveCapacity(key.content.count)
        while let byte = bytes.next() { plain.append(byte) }
        guard more.insert(plain).inserted else {
            throw JSONError(kind: .duplicateKey, offset: key.content.lowerBound - 1)
        }
    }
}
