/// An act was recorded and is in force.
package struct DoneView: Hashable, Sendable {
    /// The entry that records it, durable; absent when nothing changed.
    package var sequence: UInt64?
    /// What is so now, in words.
    package var message: String

    /// Makes the view of its parts.
    package init(
        sequence: UInt64? = nil, message: String
    ) {
        self.sequence = sequence
        self.message = message
    }
}

extension DoneView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        sequence = try reader.optionalNumber("sequence")
        message = try reader.sentence("message")
    }

    func write(to writer: inout WireWriter) {
        writer.optionalNumber("sequence", sequence)
        writer.sentence("message", message)
    }
}
