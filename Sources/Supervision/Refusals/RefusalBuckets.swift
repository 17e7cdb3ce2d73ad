import Governance

/// The buckets of the agents that had something refused lately. They are by agent: a new connection
/// brings no new one.
struct RefusalBuckets {
    private var buckets: [AgentName: RefusalBucket] = [:]

    /// Takes what was refused out of an agent's bucket; see ``RefusalBucket/charge(entries:bytes:at:)``.
    mutating func charge(
        _ agent: AgentName, entries: Int, bytes: Int, at boot: UInt64
    ) -> RefusalBucket.HoldingBack? {
        buckets[agent, default: RefusalBucket()].charge(entries: entries, bytes: bytes, at: boot)
    }

    /// Whether an agent is not read from.
    func isHeldBack(_ agent: AgentName) -> Bool { buckets[agent]?.isHeldBack ?? false }

    /// Whether an agent is not let in.
    func isExhausted(_ agent: AgentName, at boot: UInt64) -> Bool {
        buckets[agent]?.isExhausted(at: boot) ?? false
    }

    /// When, from the last charge or look on, the next agent may be let go, in nanoseconds; nil where
    /// none is held back.
    var next: UInt64? { buckets.values.filter(\.isHeldBack).map(\.wait).min() }

    /// Lets go those whose buckets refilled enough, and forgets full ones.
    mutating func letGo(at boot: UInt64) -> [AgentName] {
        var free: [AgentName] = []
        for agent in buckets.keys.sorted() where buckets[agent]?.letGo(at: boot) ?? false {
            free.append(agent)
        }
        buckets = buckets.filter { $0.value.isHeldBack || !$0.value.isFull(at: boot) }
        return free
    }

    /// Forgets all: nothing is recorded any more.
    mutating func letAllGo() { buckets = [:] }

    /// The agents that were held back for what is not refilled yet.
    func stretches(at boot: UInt64) -> [AgentName: RefusalBucket.Stretch] {
        buckets.compactMapValues { $0.stretch(at: boot) }
    }
}
