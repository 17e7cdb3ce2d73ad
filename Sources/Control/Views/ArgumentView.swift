/// One argument: a leaf of the call's arguments. The text is untrusted.
package struct ArgumentView: Hashable, Sendable {
    /// Where it stands (RFC 6901); names of members are untrusted too.
    package var pointer: String
    /// The raw JSON text as received, or its beginning.
    package var text: String
    /// How many bytes of it are not here; 0 when all are.
    package var cutBytes: Int

    /// Makes the view of its parts.
    package init(
        pointer: String, text: String, cutBytes: Int
    ) {
        self.pointer = pointer
        self.text = text
        self.cutBytes = cutBytes
    }
}

extension ArgumentView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        pointer = try reader.text("pointer", limit: ControlLimits.pointerBytes)
        text = try reader.text("text", limit: ControlLimits.argumentBytes)
        cutBytes = try reader.count("cutBytes")
    }

    func write(to writer: inout WireWriter) {
        writer.text("pointer", pointer)
        writer.text("text", text)
        writer.count("cutBytes", cutBytes)
    }
}
