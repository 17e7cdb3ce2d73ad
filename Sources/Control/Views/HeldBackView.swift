/// That an agent is read from more slowly, because so much that it asked was refused.
package struct HeldBackView: Hashable, Sendable {
    /// When the refusals began.
    package var since: WallTime
    /// How many there were since.
    package var refusals: Int
    /// How many a second, over that time.
    package var perSecond: Int

    /// Makes the view of its parts.
    package init(since: WallTime, refusals: Int, perSecond: Int) {
        self.since = since
        self.refusals = refusals
        self.perSecond = perSecond
    }
}

extension HeldBackView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        since = try reader.time("since")
        refusals = try reader.count("refusals")
        perSecond = try reader.count("perSecond")
    }

    func write(to writer: inout WireWriter) {
        writer.number("since", since.nanoseconds)
        writer.count("refusals", refusals)
        writer.count("perSecond", perSecond)
    }
}
