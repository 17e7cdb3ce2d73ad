/// A call may go: proposal, decision and intent to forward in one entry.
package struct CallAdmitted: Hashable, Sendable, Codable {
    package let at: Moment
    package let judgement: Judgement
    package let reservations: [Reservation]
    package let spending: Spending
    /// The hold that it was released from.
    package let code: HoldCode?
    /// Who approved it.
    package let approvedBy: OperatorName?
}

/// A call waits for a person.
package struct CallHeld: Hashable, Sendable, Codable {
    package let at: Moment
    package let judgement: Judgement
    package let reservations: [Reservation]
    package let spending: Spending
    package let code: HoldCode
    package let waitUntil: Moment
    package let parkUntil: Moment
    /// The limits that it was opened for: its approval covers them.
    package let covers: [CoveredLimit]
    /// The length of its arguments and of what is sent beside them, as received.
    package let argumentBytes: Int
}

/// A call was refused and never went.
package struct CallRefused: Hashable, Sendable, Codable {
    package let at: Moment
    package let judgement: Judgement
    package let kind: RefusalKind
    /// Whether it is outside policy, so that a person is told.
    package let isAlert: Bool
}

/// An admitted call was stopped before a byte of it was written.
package struct CallWithdrawn: Hashable, Sendable, Codable {
    package let at: Moment
    package let call: CallID
    package let kind: RefusalKind
    package let detail: String
}

/// An admitted call ended.
package struct CallFinished: Hashable, Sendable, Codable {
    package let at: Moment
    package let call: CallID
    package let outcome: Outcome
}
