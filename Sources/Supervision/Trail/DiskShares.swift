import Governance

/// How much of what waits for the disk is whose. An agent with more than its share waiting is read
/// from no more until the disk has most of it, so that one that calls faster than the disk can write
/// makes neither the others wait behind it nor the supervisor grow.
struct DiskShares {
    /// What waits: entries, each with the objects of its call, and the bytes that they hold.
    struct Amount: Equatable {
        var entries = 0
        var bytes = 0

        mutating func add(_ other: Amount) {
            entries += other.entries
            bytes += other.bytes
        }

        mutating func remove(_ other: Amount) {
            entries -= other.entries
            bytes -= other.bytes
        }
    }

    /// What one agent may have waiting. One commit takes four times as many entries, so who comes
    /// behind them waits for one sync more than without them. What lies in the agent's streams comes
    /// on top of the bytes, and what the database needs to write them.
    static let share = Amount(entries: 256, bytes: 2 << 20)
    /// What may wait altogether before nobody is read from. The trail takes three times as many
    /// entries, so that all that is under way can still be recorded.
    static let all = Amount(entries: 4_096, bytes: 16 << 20)
    /// A disk that needs longer than this to catch up with an agent is slow, in nanoseconds. A quick one
    /// is through with a whole share sooner than an entry may wait for others.
    static let slow: UInt64 = 20_000_000
    /// For how long after a slow disk held it back an agent's calls wait for the disk, in nanoseconds.
    /// What may run ahead of the disk is one allowance of all agents; it would use that up each time.
    static let patience: UInt64 = 1_000_000_000

    private(set) var total = Amount()
    /// Of each agent that ever had something waiting: as many as the policies named.
    private var own: [AgentName: Amount] = [:]
    /// Who is held back, since when by the boot clock; and who was by a slow disk and does not run ahead
    /// until then.
    private var since: [AgentName: UInt64] = [:]
    private var sedate: [AgentName: UInt64] = [:]

    /// Whether anybody is.
    var holdsAnybodyBack: Bool { !since.isEmpty }
    /// Whether an agent is.
    func isHeldBack(_ agent: AgentName) -> Bool { since[agent] != nil }

    /// What waits of an agent.
    subscript(agent: AgentName) -> Amount { own[agent] ?? Amount() }

    mutating func add(_ amount: Amount, of agent: AgentName?) {
        total.add(amount)
        guard let agent else { return }
        own[agent, default: Amount()].add(amount)
    }

    mutating func remove(_ amount: Amount, of agent: AgentName?) {
        total.remove(amount)
        guard let agent else { return }
        own[agent]?.remove(amount)
    }

    /// Holds an agent back that has more than its share waiting. The share shrinks as room does: an
    /// agent never has more than what is left for the others.
    ///
    /// - Returns: whether it is to be read from no more, from now on.
    mutating func holdsBack(_ agent: AgentName, at boot: UInt64) -> Bool {
        guard isOver(agent, parts: 1), since[agent] == nil else { return false }
        since[agent] = boot
        return true
    }

    /// Whether so much of an agent waits that the disk should begin with it: it may go on meanwhile.
    func isHalfWay(_ agent: AgentName) -> Bool { isOver(agent, parts: 2) }

    /// Lets go whom the disk has caught up with: less than half of its share waits.
    mutating func letGo(at boot: UInt64) -> [AgentName] {
        let free = since.filter { !isOver($0.key, parts: 2) }
        for (agent, begin) in free {
            since[agent] = nil
            if boot - min(begin, boot) > DiskShares.slow {
                sedate[agent] = boot + DiskShares.patience
            }
        }
        if !sedate.isEmpty { sedate = sedate.filter { $0.value > boot } }
        return free.keys.sorted()
    }

    /// Lets everybody go: nothing is recorded any more.
    mutating func letAllGo() -> [AgentName] {
        defer { since = [:] }
        return since.keys.sorted()
    }

    /// Whether an agent's calls may run ahead of the disk, as far as its own doing goes.
    func mayRunAhead(_ agent: AgentName, at boot: UInt64) -> Bool {
        (since.isEmpty || since[agent] == nil)
            && (sedate.isEmpty || sedate[agent].map { boot >= $0 } ?? true)
    }

    private func isOver(_ agent: AgentName, parts: Int) -> Bool {
        let own = self[agent]
        let entries = min(DiskShares.share.entries, DiskShares.all.entries - total.entries)
        let bytes = min(DiskShares.share.bytes, DiskShares.all.bytes - total.bytes)
        return own.entries > entries / parts || own.bytes > bytes / parts
    }

    /// Whether so much waits that nobody is read from.
    var isFull: Bool {
        total.entries > DiskShares.all.entries || total.bytes > DiskShares.all.bytes
    }

    /// Whether so little waits that everybody is read from again.
    var isLow: Bool {
        total.entries < DiskShares.all.entries / 4 && total.bytes < DiskShares.all.bytes / 4
    }
}
