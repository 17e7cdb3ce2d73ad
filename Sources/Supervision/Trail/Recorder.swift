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
    /// The last entry, while it is not durable, that all later ones rest on: what pins or grants is
    /// durable before anything that an agent is told after it (design section 4).
    private var barrier: UInt64?
    /// The same for what starts a run, which the agent's own later ones rest on.
    private var barriers: [AgentName: UInt64] = [:]
    /// Each batch of entries that is not durable yet: when it was put in by the boot clock, whose it
    /// is, what waits with it.
    private var marks = DurableQueue<Mark>()
    /// The entries whose calls did not wait for the disk, and when those went.
    private var ahead = DurableQueue<UInt64>()
    /// The last entry of each agent's that a low-tier call waits for: no later one goes before it.
    private var waits: [AgentName: UInt64] = [:]
    private(set) var shares = DiskShares()

    private struct Mark {
        let boot: UInt64
        let agent: AgentName?
        let amount: DiskShares.Amount
    }

    /// Records into an open trail that holds `size` entries.
    init(writer: TrailWriter, size: UInt64) {
        self.writer = writer
        durable = size == 0 ? nil : size - 1
        last = durable
    }

    /// Puts entries of an agent's doing in, or of nobody's; they become durable together. Does not
    /// wait. With `isBarrier` nothing runs ahead of the disk until it has these, or nothing of this
    /// agent.
    ///
    /// - Returns: the sequence number of the last one.
    mutating func append(
        _ drafts: [EntryDraft], of agent: AgentName? = nil, urgency: Urgency,
        isBarrier: Bool = false, boot: UInt64
    ) throws(TrailError) -> UInt64 {
        let sequence = try writer.append(drafts, urgency: urgency).upperBound
        last = sequence
        if isBarrier {
            if let agent { barriers[agent] = sequence } else { barrier = sequence }
        }
        var amount = DiskShares.Amount(entries: drafts.count, bytes: 0)
        for draft in drafts {
            amount.bytes += draft.data.count
            // Once for the trail, once for the server or the agent that it waits to go to.
            for payload in draft.payloads { amount.bytes += 2 * payload.bytes.count }
        }
        shares.add(amount, of: agent)
        marks.wait(for: sequence, Mark(boot: boot, agent: agent, amount: amount))
        return sequence
    }

    /// The disk has everything up to and including this entry.
    mutating func durable(through sequence: UInt64) {
        durable = max(durable ?? 0, sequence)
        if let barrier, sequence >= barrier { self.barrier = nil }
        if !barriers.isEmpty { barriers = barriers.filter { $0.value > sequence } }
        if !waits.isEmpty { waits = waits.filter { $0.value > sequence } }
        marks.drop(through: sequence) { shares.remove($0.amount, of: $0.agent) }
        ahead.drop(through: sequence)
    }

    /// Lets what concerns a low-tier call of an agent be done before this entry is durable, or says
    /// that it must wait. Calls that wait for the disk do not count: a crash takes back their entries,
    /// and nothing came of them.
    mutating func runAhead(of sequence: UInt64?, by agent: AgentName, boot: UInt64) -> Bool {
        guard let sequence, sequence > durable ?? 0 || durable == nil else { return true }
        guard waits.isEmpty || waits[agent] == nil, barrier(for: agent) == nil,
            shares.mayRunAhead(agent, at: boot), ahead.count < Governor.runAheadEntries,
            ahead.first.map({ boot - min($0, boot) < Recorder.runAheadNanoseconds }) ?? true
        else {
            waits[agent] = max(waits[agent] ?? 0, sequence)
            // Somebody waits for it now.
            writer.hurry()
            return false
        }
        ahead.wait(for: sequence, boot)
        return true
    }

    /// The entry that what an agent is told has to wait for; nil where it has not.
    func barrier(for agent: AgentName) -> UInt64? {
        guard !barriers.isEmpty, let own = barriers[agent] else { return barrier }
        return max(own, barrier ?? own)
    }

    /// How old the oldest entry is that is not durable yet, in nanoseconds.
    func lagNanoseconds(boot: UInt64) -> UInt64 {
        marks.first.map { boot - min($0.boot, boot) } ?? 0
    }

    /// How many entries the disk is behind.
    var lag: UInt64 { (last ?? 0) - min(durable ?? 0, last ?? 0) }

    /// Whether an agent has more waiting than its share, from now on.
    mutating func holdsBack(_ agent: AgentName, boot: UInt64) -> Bool {
        // Soon it waits for these: they wait for no others.
        if shares.isHalfWay(agent) { writer.hurry() }
        return shares.holdsBack(agent, at: boot)
    }

    /// Whom the disk has caught up with.
    mutating func letGo(boot: UInt64) -> [AgentName] { shares.letGo(at: boot) }

    /// Everybody who was held back: nothing is recorded any more.
    mutating func letAllGo() -> [AgentName] { shares.letAllGo() }
}
