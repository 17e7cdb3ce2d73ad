/// A proposal that waits for a person.
package struct Hold: Hashable, Sendable, Codable {
    /// What became of a hold. Transitions: open -> resting -> admitted; open -> permitted ->
    /// admitted; resting -> permitted (its caller left); resting, permitted or admitted (before it
    /// went) -> open (recall);
    /// resting -> open (something passing kept it from going); open, resting or permitted ->
    /// denied, expired or withdrawn; denied or expired -> permitted (allow on retry).
    package enum State: Hashable, Sendable, Codable {
        case open
        /// Approved; goes at this moment unless it is recalled.
        case resting(until: Moment, by: OperatorName)
        /// Approved, but the caller has left: good for the same digest, once.
        case permitted(by: OperatorName)
        /// It went. The hold is over.
        case admitted(by: OperatorName)
        case denied(by: OperatorName, reason: DenialReason)
        case expired
        case withdrawn
    }

    package let judgement: Judgement
    package let code: HoldCode
    package let openedAt: Moment
    /// Until when the caller is kept waiting; after that it is told to call again.
    package internal(set) var waitUntil: Moment
    /// How long its caller waits at a time: as the policy says, or less where its client cannot.
    var patience: Duration
    /// Until when the question stays open; after that it is denied by time.
    package internal(set) var parkUntil: Moment
    /// Whether somebody waits for the answer now.
    package internal(set) var isCallerWaiting: Bool
    /// When its state changed last.
    package internal(set) var changedAt: Moment
    /// Whether a person gave it more time; that is possible once.
    package internal(set) var isExtended = false
    /// Rises with each change that a person has to have seen.
    package internal(set) var revision = 1
    package private(set) var state = State.open
    /// By what its approval came in; nil where there is none.
    package internal(set) var approvedBy: HoldAnswer.Channel?
    /// What it holds reserved since its proposal.
    let reservations: [Reservation]
    let spending: Spending
    /// The limits that this hold was opened for: its approval covers them.
    let covers: [CoveredLimit]
    /// The length of its arguments and of what is sent beside them, as received.
    package let argumentBytes: Int

    init(_ fact: CallHeld) {
        judgement = fact.judgement
        code = fact.code
        openedAt = fact.at
        waitUntil = fact.waitUntil
        patience = fact.waitUntil.since(fact.at)
        parkUntil = fact.parkUntil
        isCallerWaiting = true
        changedAt = fact.at
        reservations = fact.reservations
        spending = fact.spending
        covers = fact.covers
        argumentBytes = fact.argumentBytes
    }

    /// The one way a state changes.
    mutating func become(_ state: State, at now: Moment) {
        self.state = state
        if state == .open { approvedBy = nil }
        // Who has the card of an open question before them does not mean to turn a denial around.
        if isSettled { revision += 1 }
        changedAt = now
    }

    /// Whether a person can still answer it.
    package var isOpen: Bool { state == .open }

    /// Whether it is over for good, or waits only to be allowed on retry.
    package var isSettled: Bool {
        switch state {
        case .open, .resting, .permitted: false
        case .admitted, .denied, .expired, .withdrawn: true
        }
    }
}
