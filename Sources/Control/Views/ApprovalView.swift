package import Governance

/// An approval that was given.
package struct ApprovalView: Hashable, Sendable {
    /// Who gave it.
    package var by: OperatorName
    /// When.
    package var at: WallTime
    /// Whether a person at a terminal gave it or a script.
    package var channel: ControlAnswer.Channel

    /// Makes the view of its parts.
    package init(
        by: OperatorName, at: WallTime, channel: ControlAnswer.Channel
    ) {
        self.by = by
        self.at = at
        self.channel = channel
    }
}

extension ApprovalView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        by = try reader.name("by")
        at = try reader.time("at")
        channel = try reader.word("channel")
    }

    func write(to writer: inout WireWriter) {
        writer.text("by", by.text)
        writer.number("at", at.nanoseconds)
        writer.word("channel", channel)
    }
}
