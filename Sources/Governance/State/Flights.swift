/// The calls that were admitted and whose outcome is not known yet.
package struct Flights: Hashable, Sendable, Codable {
    package private(set) var calls: [CallID: Flight] = [:]

    /// Nothing in flight.
    package init() {}

    package subscript(call call: CallID) -> Flight? { calls[call] }

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
    let isApproved: Bool
    /// Whether it was handed on for writing. A call that was only admitted waits for the disk.
    package internal(set) var isForwarded = false
}
