internal import JSON

/// Small pieces of JSON of our own, all through `JSONWriter`.
enum Written {
    /// A string with its quotes and escapes.
    static func string(_ text: String) -> [UInt8] {
        var writer = JSONWriter(capacity: text.utf8.count + 2)
        writer.value(text)
        return writer.bytes
    }

    /// An object whose members `body` writes.
    static func object(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        body(&writer)
        writer.endObject()
        return writer.bytes
    }
}

extension JSONWriter {
    /// A member of the protocol's own vocabulary whose value is of it too.
    mutating func member(_ name: StaticString, _ word: StaticString) {
        member(name.string, word.string)
    }

    /// The name of the protocol's own vocabulary whose value comes next.
    mutating func name(_ name: StaticString) {
        self.name(name.string)
    }
}
