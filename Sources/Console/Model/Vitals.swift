package import Governance

/// How the person at this console decides: many, fast, always yes are what an approver cannot feel.
package struct Vitals: Hashable, Sendable {
    private struct Decision: Hashable, Sendable {
        let at: Int64
        let took: Int64
        let isApproval: Bool
    }

    private struct Arrival: Hashable, Sendable {
        let agent: AgentName
        let at: Int64
    }

    private var decisions: [Decision] = []
    private var arrivals: [Arrival] = []

    private static let hour: Int64 = 3_600_000_000_000
    /// An hour never holds more than this; older ones go first.
    private static let limit = 10_000
    /// A decision sooner than this was not read.
    private static let hasty: Int64 = 2_000_000_000
    /// Above so many holds an hour a person is asked too often (EEMUA 191: one in ten minutes is
    /// acceptable for an operator who does nothing else; this is twice that).
    package static let bearable = 12

    package init() {}

    /// A hold of an agent was opened then.
    mutating func arrived(_ agent: AgentName, at then: Int64) {
        arrivals.append(Arrival(agent: agent, at: then))
        forget(at: then)
    }

    /// A card that was put on screen at `shownAt` was answered at `now`.
    mutating func decided(isApproval: Bool, shownAt: Int64, at now: Int64) {
        decisions.append(Decision(at: now, took: now - shownAt, isApproval: isApproval))
        forget(at: now)
    }

    /// Holds that came within the last hour.
    package func holdsAnHour(at now: Int64) -> Int {
        arrivals.count { now - $0.at <= Self.hour }
    }

    /// The same by agent.
    package func holdsOfAgents(at now: Int64) -> [AgentName: Int] {
        arrivals.reduce(into: [:]) { counts, arrival in
            if now - arrival.at <= Self.hour { counts[arrival.agent, default: 0] += 1 }
        }
    }

    /// Decisions of this console within the last hour.
    package func decided(at now: Int64) -> Int { recent(now).count }

    /// Half of them took no longer than this, in nanoseconds; nil before the first.
    package func medianNanoseconds(at now: Int64) -> Int64? {
        let times = recent(now).map(\.took).sorted()
        return times.isEmpty ? nil : times[times.count / 2]
    }

    /// How many of a hundred were approvals; nil before the first.
    package func percentApproved(at now: Int64) -> Int? {
        let recent = recent(now)
        return recent.isEmpty ? nil : recent.count { $0.isApproval } * 100 / recent.count
    }

    /// How many took less than two seconds.
    package func hasty(at now: Int64) -> Int { recent(now).count { $0.took < Self.hasty } }

    private func recent(_ now: Int64) -> [Decision] {
        decisions.filter { now - $0.at <= Self.hour }
    }

    private mutating func forget(at now: Int64) {
        decisions.removeAll { now - $0.at > Self.hour }
        arrivals.removeAll { now - $0.at > Self.hour }
        decisions.removeFirst(max(0, decisions.count - Self.limit))
        arrivals.removeFirst(max(0, arrivals.count - Self.limit))
    }
}
