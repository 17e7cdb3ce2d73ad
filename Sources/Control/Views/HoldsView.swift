/// The holds of a list.
package struct HoldsView: Hashable, Sendable {
    /// Whose machine.
    package var host: HostView
    /// The oldest first.
    package var holds: [HoldSummary]
    /// Holds that did not fit.
    package var more: Int

    /// Makes the view of its parts.
    package init(
        host: HostView, holds: [HoldSummary], more: Int
    ) {
        self.host = host
        self.holds = holds
        self.more = more
    }
}

extension HoldsView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        host = try reader.value("host")
        holds = try reader.values("holds", limit: ControlLimits.holds)
        more = try reader.count("more")
    }

    func write(to writer: inout WireWriter) {
        writer.value("host", host)
        writer.values("holds", holds)
        writer.count("more", more)
    }
}
