/// What a kill found: engaged before this was sent, with the latch synced.
package struct KilledView: Hashable, Sendable {
    /// The switch as engaged.
    package var kill: KillView
    /// When the latch was synced; no byte of a new call in scope was written after.
    package var latched: WallTime
    /// The calls written before, by name.
    package var calls: [CallView]
    /// Holds that the kill withdrew.
    package var withdrawn: Int

    /// Makes the view of its parts.
    package init(
        kill: KillView, latched: WallTime, calls: [CallView], withdrawn: Int
    ) {
        self.kill = kill
        self.latched = latched
        self.calls = calls
        self.withdrawn = withdrawn
    }
}

extension KilledView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        kill = try reader.value("kill")
        latched = try reader.time("latched")
        calls = try reader.values("calls", limit: ControlLimits.calls)
        withdrawn = try reader.count("withdrawn")
    }

    func write(to writer: inout WireWriter) {
        writer.value("kill", kill)
        writer.number("latched", latched.nanoseconds)
        writer.values("calls", calls)
        writer.count("withdrawn", withdrawn)
    }
}
