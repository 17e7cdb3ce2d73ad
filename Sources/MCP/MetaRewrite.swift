internal import JSON

/// A `_meta` object written anew: what is kept is copied byte for byte in its order, what is added
/// comes last.
struct MetaRewrite {
    private var writer = JSONWriter(capacity: 256)

    /// Starts from nothing.
    init() {
        writer.beginObject()
    }

    /// Starts from a `_meta` received, without the keys in `dropping`.
    ///
    /// - Parameters:
    ///   - meta: its bytes with the braces; nil where the message has none.
    ///   - message: the bytes that the range was read from.
    ///   - dropping: keys that are left out.
    init(
        _ meta: Range<Int>?, in message: UnsafeRawBufferPointer, dropping: [StaticString]
    ) {
        writer.beginObject()
        guard let meta else { return }
        // The bytes were checked by the scan of the envelope, so that nothing here can throw.
        do throws(JSONError) {
            var scanner = try JSONScanner(message, at: meta)
            try scanner.enterObject()
            while let key = try scanner.nextKey() {
                let value = try scanner.skipValue()
                if dropping.contains(where: { scanner.matches(key, $0) }) { continue }
                writer.name(scanner.string(key))
                writer.value(raw: UnsafeRawBufferPointer(rebasing: message[value]))
            }
        } catch {
            assertionFailure("a _meta that was scanned cannot be read: \(error)")
        }
    }

    /// Adds a member.
    mutating func add(_ key: StaticString, _ value: [UInt8]) {
        writer.name(key)
        writer.value(raw: value)
    }

    /// The object.
    consuming func finish() -> [UInt8] {
        writer.endObject()
        return writer.bytes
    }
}
