/// A person approved a hold.
package struct HoldApproved: Hashable, Sendable, Codable {
    package let at: Moment
    package let call: CallID
    package let code: HoldCode
    package let by: OperatorName
    package let channel: HoldAnswer.Channel
    package let digest: Digest
    /// When it goes unless it is recalled; nil where the caller has left and it waits for a retry.
    package let goesAt: Moment?
    /// Until when it is good.
    package let goodUntil: Moment
    /// What the person wrote; empty where nothing.
    package let note: String
}

/// A person denied a hold.
package struct HoldDenied: Hashable, Sendable, Codable {
    package let at: Moment
    package let call: CallID
    package let code: HoldCode
    package let by: OperatorName
    package let channel: HoldAnswer.Channel
    package let reason: DenialReason
    /// What the person wrote, for the operator and the owner; bounded by the rim.
    package let note: String
}

/// A hold ended without a person's answer.
package struct HoldEnded: Hashable, Sendable, Codable {
    package let at: Moment
    package let call: CallID
    package let code: HoldCode
    /// What a caller that still waits is told.
    package let kind: RefusalKind
    package let detail: String
}

/// An approval that rested could not go when it was due, for a reason that passes with time: the
/// question is open again.
package struct HoldReopened: Hashable, Sendable, Codable {
    package let at: Moment
    package let call: CallID
    package let code: HoldCode
    /// What stood in its way, for the operator.
    package let detail: String
}

/// A person did something to a hold.
package struct HoldActed: Hashable, Sendable, Codable {
    package let at: Moment
    package let call: CallID
    package let code: HoldCode
    package let by: OperatorName
}

/// A person gave a hold more time.
package struct HoldExtended: Hashable, Sendable, Codable {
    package let at: Moment
    package let call: CallID
    package let code: HoldCode
    package let by: OperatorName
    package let waitUntil: Moment
    package let parkUntil: Moment
}

/// The caller of a hold left, or came back with the same call.
package struct CallerMoved: Hashable, Sendable, Codable {
    /// Which of the ways.
    package enum Way: String, Hashable, Sendable, Codable {
        /// It cancelled or hung up.
        case left
        /// Its time was over: it was told that the call waits, and to call again.
        case toldToReturn = "told-to-return"
        case returned
    }

    package let at: Moment
    package let call: CallID
    package let code: HoldCode
    package let way: Way
    /// Until when a caller that came back is kept waiting.
    package let waitUntil: Moment
}
