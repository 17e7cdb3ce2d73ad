/// Entries in the order of the trail.
package struct EntriesView: Hashable, Sendable {
    /// The entries.
    package var entries: [EntryView]
    /// Entries that did not fit.
    package var more: Int

    /// Makes the view of its parts.
    package init(
        entries: [EntryView], more: Int
    ) {
        self.entries = entries
        self.more = more
    }
}

extension EntriesView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        entries = try reader.values("entries", limit: ControlLimits.entries)
        more = try reader.count("more")
    }

    func write(to writer: inout WireWriter) {
        writer.values("entries", entries)
        writer.count("more", more)
    }
}
