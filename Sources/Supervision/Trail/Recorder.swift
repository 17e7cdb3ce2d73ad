import AuditTrail
import Governance

/// Puts facts into the trail, and knows how far the disk is behind.
///
/// Used on the loop only. The trail's writer tells from its own thread what became durable; the
/// supervisor hears it on the loop and passes it on to ``durable(through:)``.
struct Recorder {
    /// How long low-tier entries may be ahead of the disk (design section 7.4), in nanoseconds.
    static let runAheadNanoseconds: UInt64 = 50_000_000

    private let writer: TrailWriter
    private(set) var durable: UInt64?
    private(set) var last: UInt64?
    /// The last entry, while it is not durable, that all later ones rest on: what pins, grants or
    /// starts a run is durable before anything that an agent is told after it (design section 4).
    private(set) var barrier: UInt64?
    /// When the oldest of the entries that are not durable yet was put in, by the boot clock.
    private var oldest: UInt64?
    /// When each batch of entries that is not durable yet was put in, and how many bytes before it
    /// and with it were put in altogether.
    private var marks = DurableQueue<(boot: UInt64, bytes: UInt64)>()
    private var bytesTaken: UInt64 = 0
    private var bytesDurable: UInt64 = 0

    /// Records into an open trail that holds `size` entries.
    init(writer: TrailWriter, size: UInt64) {
        self.writer = writer
        durable = size == 0 ? nil : size - 1
        last = durable
    }

    /// Puts entries in; they become durable together. Does not wait. With `isBarrier` nothing runs
    /// ahead of the disk until it has these.
    ///
    /// - Returns: the sequence number of the last one.
    mutating func append(
        _ drafts: [EntryDraft], urgency: Urgency, isBarrier: Bool = false, boot: UInt64
    ) throws(TrailError) -> UInt64 {
        let sequence = try writer.append(drafts, urgency: urgency).upperBound
        last = sequence
        if isBarrier { barrier = sequence }
        for draft in drafts {
            bytesTaken += UInt64(draft.data.count)
            for payload in draft.payloads { bytesTaken += UInt64(payload.bytes.count) }
        }
        marks.wait(for: sequence, (boot, bytesTaken))
        if oldest == nil { oldest = boot }
        return sequence
    }

    /// The disk has everything up to and including this entry.
    mutating func durable(through sequence: UInt64) {
        durable = max(durable ?? 0, sequence)
        if let barrier, sequence >= barrier { self.barrier = nil }
        bytesDurable = marks.drop(through: sequence)?.bytes ?? bytesDurable
        oldest = marks.first?.boot
    }

    /// Whether one more low-tier call may go before its entry is durable.
    func mayRunAhead(boot: UInt64) -> Bool {
        guard barrier == nil else { return false }
        let behind = (last ?? 0) - min(durable ?? 0, last ?? 0)
        guard behind < UInt64(Governor.runAheadEntries) else { return false }
        return oldest.map { boot - min($0, boot) < Recorder.runAheadNanoseconds } ?? true
    }

    /// How old the oldest entry is that is not durable yet, in nanoseconds.
    func lagNanoseconds(boot: UInt64) -> UInt64 {
        oldest.map { boot - min($0, boot) } ?? 0
    }

    /// How many bytes the disk is behind.
    var lagBytes: UInt64 { bytesTaken - bytesDurable }

    /// How many entries the disk is behind.
    var lag: UInt64 { (last ?? 0) - min(durable ?? 0, last ?? 0) }
}
