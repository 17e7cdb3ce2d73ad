/// What a run has used of one budget.
package struct SpentView: Hashable, Sendable {
    /// `calls`, `writes`, `time` or a unit.
    package var name: String
    /// Exact, with reservations, as a plain decimal; time in seconds.
    package var spent: String
    /// The budget; absent when there is none.
    package var limit: String?

    /// Makes the view of its parts.
    package init(
        name: String, spent: String, limit: String? = nil
    ) {
        self.name = name
        self.spent = spent
        self.limit = limit
    }
}

extension SpentView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        name = try reader.text("name", limit: ControlLimits.nameBytes)
        spent = try reader.text("spent", limit: ControlLimits.nameBytes)
        limit = try reader.optionalText("limit", limit: ControlLimits.nameBytes)
    }

    func write(to writer: inout WireWriter) {
        writer.text("name", name)
        writer.text("spent", spent)
        writer.optionalText("limit", limit)
    }
}
