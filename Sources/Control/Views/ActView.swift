/// Something that a person or the supervisor did: who, when and why.
package struct ActView: Hashable, Sendable {
    /// The operator's name, or `supervisor`.
    package var by: String
    /// When.
    package var at: WallTime
    /// Why, in their words.
    package var reason: String?

    /// Makes the view of its parts.
    package init(
        by: String, at: WallTime, reason: String? = nil
    ) {
        self.by = by
        self.at = at
        self.reason = reason
    }
}

extension ActView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        by = try reader.text("by", limit: ControlLimits.nameBytes)
        at = try reader.time("at")
        reason = try reader.optionalSentence("reason")
    }

    func write(to writer: inout WireWriter) {
        writer.text("by", by)
        writer.number("at", at.nanoseconds)
        writer.optionalSentence("reason", reason)
    }
}
