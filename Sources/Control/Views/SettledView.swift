/// What became of an answer, a recall or an extension.
package struct SettledView: Hashable, Sendable {
    /// The hold as it is now.
    package var hold: HoldSummary
    /// The entry that records the act; it is durable.
    package var sequence: UInt64
    /// What happens next, in words.
    package var message: String

    /// Makes the view of its parts.
    package init(
        hold: HoldSummary, sequence: UInt64, message: String
    ) {
        self.hold = hold
        self.sequence = sequence
        self.message = message
    }
}

extension SettledView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        hold = try reader.value("hold")
        sequence = try reader.number("sequence")
        message = try reader.sentence("message")
    }

    func write(to writer: inout WireWriter) {
        writer.value("hold", hold)
        writer.number("sequence", sequence)
        writer.sentence("message", message)
    }
}
