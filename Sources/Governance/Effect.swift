/// What follows from a fact and is carried out at the rim.
package enum Effect: Hashable, Sendable {
    /// Tell the governor ``Event/recorded(_:)`` once the admission is recorded as its tier asks.
    case awaitRecord(CallID)
    /// Keep the caller waiting: progress, keep-alive.
    case keepWaiting(CallID)
    /// Write the call to its server.
    case forward(CallID)
    /// Answer the caller that the call is refused.
    case refuse(CallID, RefusalKind)
    /// Answer the caller that the call waits for a person and that it should call again.
    case tellToReturn(CallID)
    /// Stop everything in the scope of a kill: cancel what is in flight, then end the servers.
    case stop(KillScope)
    /// Tell a person.
    case alert(Alert)
}

/// Why a person is told, in a word that the alert's command gets as its argument.
package enum Alert: String, Hashable, Sendable {
    case callHeld = "call-held"
    case outsidePolicy = "outside-policy"
    case toolDrifted = "tool-drifted"
    case killEngaged = "kill-engaged"
    case trailBroke = "trail-broke"
    case outcomeUnknown = "outcome-unknown"
    case agentHeldBack = "agent-held-back"
}

extension Fact {
    /// What follows from this fact, in order.
    package var effects: [Effect] {
        switch self {
        case .callAdmitted(let fact): [.awaitRecord(fact.judgement.call)]
        case .callForwarded(let call): [.forward(call)]
        case .callHeld(let fact): [.keepWaiting(fact.judgement.call), .alert(.callHeld)]
        case .callRefused(let fact):
            [.refuse(fact.judgement.call, fact.kind)]
                + (fact.isAlert ? [.alert(.outsidePolicy)] : [])
        case .holdReopened: [.alert(.callHeld)]
        case .callWithdrawn(let fact): [.refuse(fact.call, fact.kind)]
        case .holdDenied(let fact): [.refuse(fact.call, .deniedByPerson)]
        case .holdExpired(let fact), .holdWithdrawn(let fact): [.refuse(fact.call, fact.kind)]
        case .callerLeft(let fact):
            fact.way == .toldToReturn ? [.tellToReturn(fact.call)] : []
        case .callerReturned(let fact): [.keepWaiting(fact.call)]
        case .toolDrifted: [.alert(.toolDrifted)]
        case .killEngaged(let fact): [.stop(fact.kill.scope), .alert(.killEngaged)]
        case .trailBroke: [.alert(.trailBroke)]
        case .agentHeldBack: [.alert(.agentHeldBack)]
        case .started(let fact): fact.orphans.isEmpty ? [] : [.alert(.outcomeUnknown)]
        case .callFinished, .holdApproved, .holdRecalled, .holdExtended, .policyApplied,
            .policyPending, .runStarted, .runJoined, .runLeft, .runEnded, .toolPinned,
            .toolRestored, .rungGranted, .proofChanged, .agentPaused, .agentResumed, .writesFrozen,
            .killReleased, .actRefused, .trailRestored:
            []
        }
    }
}
