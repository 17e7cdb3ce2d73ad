/// The calls that were admitted and whose outcome is not known yet.
package struct Flights: Hashable, Sendable, Codable {
    /// Calls under way of all agents; more are refused. When they end together, as with their
    /// server, each makes an entry: so many fit into the trail's queue beside what may wait for
    /// the disk already.
    package static let limit = 2_048
    /// Those of one agent, so that it takes more than one to use up the limit of all.
    package static let limitOfAgent = 1_024

    package private(set) var calls: [CallID: Flight] = [:]

    /// Nothing in flight.
    package init() {}

    package subscript(call call: CallID) -> Flight? { calls[call] }

    /// Why an agent may not have one call more under way; nil where it may.
    func excess(of agent: AgentName) -> String? {
        guard calls.count >= Flights.limitOfAgent else { return nil }
        if calls.count >= Flights.limit { return "\(calls.count) calls are under way already" }
        let own = calls.values.count { $0.judgement.agent == agent }
        return own < Flights.limitOfAgent ? nil : "\(own) calls of \(agent) are under way already"
    }

    mutating func admit(_ flight: Flight) {
        calls[flight.judgement.call] = flight
    }

    mutating func forward(_ call: CallID) {
        calls[call]?.isForwarded = true
    }

    mutating func land(_ call: CallID) -> Flight? {
        calls.removeValue(forKey: call)
    }
}

/// A call on its way.
package struct Flight: Hashable, Sendable, Codable {
    package let judgement: Judgement
    /// What it took from the limits.
    let reservations: [Reservation]
    /// What it took from the budgets of its run.
    let spending: Spending
    package let admittedAt: Moment
    /// Whether a person approved it: then its rung asks for nothing more.
    package let isApproved: Bool
    /// Whether it was handed on for writing. A call that was only admitted waits for the disk.
    package internal(set) var isForwarded = false
}
