/// Where a feed begins: everything as of one sequence number.
package struct SnapshotView: Hashable, Sendable {
    /// The feed goes on with the entry at this number.
    package var sequence: UInt64
    /// The state of everything.
    package var status: StatusView
    /// The holds.
    package var holds: HoldsView
    /// The runs.
    package var runs: RunsView

    /// Makes the view of its parts.
    package init(
        sequence: UInt64, status: StatusView, holds: HoldsView, runs: RunsView
    ) {
        self.sequence = sequence
        self.status = status
        self.holds = holds
        self.runs = runs
    }
}

extension SnapshotView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        sequence = try reader.number("sequence")
        status = try reader.value("status")
        holds = try reader.value("holds")
        runs = try reader.value("runs")
    }

    func write(to writer: inout WireWriter) {
        writer.number("sequence", sequence)
        writer.value("status", status)
        writer.value("holds", holds)
        writer.value("runs", runs)
    }
}
