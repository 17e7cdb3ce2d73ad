/// A payload of an entry.
package struct PayloadView: Hashable, Sendable {
    /// What it is, such as `arguments`.
    package var kind: String
    /// Its whole length.
    package var bytes: Int
    /// Its text or the beginning of it, untrusted; absent when it was erased or not asked
    /// for.
    package var text: String?

    /// Makes the view of its parts.
    package init(
        kind: String, bytes: Int, text: String? = nil
    ) {
        self.kind = kind
        self.bytes = bytes
        self.text = text
    }
}

extension PayloadView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        kind = try reader.text("kind", limit: ControlLimits.nameBytes)
        bytes = try reader.count("bytes")
        text = try reader.optionalText("text", limit: ControlLimits.payloadBytes)
    }

    func write(to writer: inout WireWriter) {
        writer.text("kind", kind)
        writer.count("bytes", bytes)
        writer.optionalText("text", text)
    }
}
