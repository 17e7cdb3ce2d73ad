/// An act was recorded and is in force.
package struct DoneView: Hashable, Sendable {
    /// The entry that records it, durable; absent when nothing changed.
    package var sequence: UInt64?
    /// What is so now, in words.
    package var message: String
    /// What goes on stopping calls beside that, one sentence each; since 1.1.
    package var standing: [String]

    /// Makes the view of its parts.
    package init(
        sequence: UInt64? = nil, message: String, standing: [String] = []
    ) {
        self.sequence = sequence
        self.message = message
        self.standing = standing
    }
}

extension DoneView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        sequence = try reader.optionalNumber("sequence")
        message = try reader.sentence("message")
        standing = try reader.addedSentences("standing")
    }

    func write(to writer: inout WireWriter) {
        writer.optionalNumber("sequence", sequence)
        writer.sentence("message", message)
        writer.sentences("standing", standing)
    }
}
