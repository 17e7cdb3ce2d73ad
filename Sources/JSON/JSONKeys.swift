/// The keys that one object has shown so far, to refuse a duplicate while scanning.
///
/// One for each object that is judged. Keys are compared with their escapes undone, so that
/// `"\u0061"` is `"a"`. The first short keys, more than an envelope has, are compared one by one
/// and take no memory. Of the others a hash is kept, with a seed that no peer knows, so that
/// hostile objects cost time in proportion to their length and next to no memory; that two
/// different keys share one hash is as likely as guessing 45 coin tosses, and only refuses a
/// message.
package struct JSONKeys {
    private static let heldInPlace = 16
    /// The longest key, escapes undone, that is compared one by one.
    private static let short = 64

    private var ranges: InlineArray<16, JSONStringRange>
    private var count = 0
    private var hashes: Set<Int> = []

    package init() {
        ranges = .init(repeating: JSONStringRange(content: 0..<0, isEscaped: false))
    }

    /// Adds a key of the scanner's text; throws `.duplicateKey` where the object has it already,
    /// and `.tooMany` over `JSONLimits.judgedKeys`.
    package mutating func insert(
        _ key: JSONStringRange, of scanner: JSONScanner
    ) throws(JSONError) {
        if isShort(key, scanner) {
            for index in 0..<count where scanner.matches(ranges[index], key) {
                throw JSONError(kind: .duplicateKey, offset: key.quoted.lowerBound)
            }
            if count < JSONKeys.heldInPlace {
                ranges[count] = key
                count += 1
                return
            }
        }
        guard hashes.count + count < JSONLimits.judgedKeys else {
            throw JSONError(kind: .tooMany, offset: key.quoted.lowerBound)
        }
        guard hashes.insert(scanner.hash(key)).inserted else {
            throw JSONError(kind: .duplicateKey, offset: key.quoted.lowerBound)
        }
    }

    /// Whether a key is compared one by one. That goes by its length with its escapes undone, so
    /// that two spellings of one key are treated alike.
    private func isShort(_ key: JSONStringRange, _ scanner: JSONScanner) -> Bool {
        if key.content.count <= JSONKeys.short { return true }
        guard key.isEscaped else { return false }
        var bytes = JSONStringBytes(base: scanner.text.base, content: key.content)
        for _ in 0...JSONKeys.short where bytes.next() == nil { return true }
        return false
    }
}

extension JSONScanner {
    /// A hash of a string's bytes with its escapes undone.
    fileprivate func hash(_ string: JSONStringRange) -> Int {
        var hasher = Hasher()
        let content = string.content
        if string.isEscaped {
            var bytes = JSONStringBytes(base: text.base, content: content)
            var plain: [UInt8] = []
            while let byte = bytes.next() { plain.append(byte) }
            plain.withUnsafeBytes { hasher.combine(bytes: $0) }
        } else {
            hasher.combine(
                bytes: UnsafeRawBufferPointer(
                    start: text.base + content.lowerBound, count: content.count))
        }
        return hasher.finalize()
    }
}
