/// The runs of a list.
package struct RunsView: Hashable, Sendable {
    /// Whose machine.
    package var host: HostView
    /// The latest first.
    package var runs: [RunView]
    /// Runs that did not fit.
    package var more: Int

    /// Makes the view of its parts.
    package init(
        host: HostView, runs: [RunView], more: Int
    ) {
        self.host = host
        self.runs = runs
        self.more = more
    }
}

extension RunsView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        host = try reader.value("host")
        runs = try reader.values("runs", limit: ControlLimits.runs)
        more = try reader.count("more")
    }

    func write(to writer: inout WireWriter) {
        writer.value("host", host)
        writer.values("runs", runs)
        writer.count("more", more)
    }
}
