/// What a subscriber is sent without asking.
package enum ControlFeed: Hashable, Sendable {
    /// A committed entry; sequence numbers follow each other without a gap.
    case entry(EntryView)
    /// The subscriber reads too slowly: its feed has ended before this sequence number, and it may
    /// subscribe again from there.
    case lost(next: UInt64, message: String)
    /// The supervisor is alive and has nothing to tell: its clock and the next sequence number.
    case tick(now: WallTime, next: UInt64)
}

extension ControlFeed: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        switch try reader.word("kind") as Kind {
        case .entry:
            self = .entry(try reader.value("value"))
        case .lost:
            self = .lost(
                next: try reader.number("next"), message: try reader.sentence("message"))
        case .tick:
            self = .tick(now: try reader.time("now"), next: try reader.number("next"))
        }
    }

    func write(to writer: inout WireWriter) {
        switch self {
        case .entry(let entry):
            writer.word("kind", Kind.entry)
            writer.value("value", entry)
        case .lost(let next, let message):
            writer.word("kind", Kind.lost)
            writer.number("next", next)
            writer.sentence("message", message)
        case .tick(let now, let next):
            writer.word("kind", Kind.tick)
            writer.number("now", now.nanoseconds)
            writer.number("next", next)
        }
    }

    private enum Kind: String, WireWord { case entry, lost, tick }
}
