/// What was decided or seen: the only thing that changes the governor, and what the trail records.
package indirect enum Fact: Hashable, Sendable {
    case started(SupervisorStarted)
    case policyApplied(PolicyChanged)
    case policyPending(PolicyChanged)
    case runStarted(RunStarted)
    case runJoined(RunJoined)
    case runLeft(RunLeft)
    case runEnded(RunEnded)
    case toolPinned(ToolPinned)
    case toolDrifted(ToolDrifted)
    case toolRestored(ToolPinned)
    case callAdmitted(CallAdmitted)
    case callHeld(CallHeld)
    case callRefused(CallRefused)
    /// Handed on for writing. Not in the trail: whoever reads the trail takes every admitted call
    /// without an outcome as sent, which is the careful reading.
    case callForwarded(CallID)
    case callWithdrawn(CallWithdrawn)
    case callFinished(CallFinished)
    case holdApproved(HoldApproved)
    case holdDenied(HoldDenied)
    case holdExpired(HoldEnded)
    case holdWithdrawn(HoldEnded)
    case holdRecalled(HoldActed)
    case holdReopened(HoldReopened)
    case holdExtended(HoldExtended)
    case callerLeft(CallerMoved)
    case callerReturned(CallerMoved)
    case rungGranted(RungGranted)
    case proofChanged(ProofChanged)
    case agentPaused(AgentPaused)
    case agentResumed(AgentResumed)
    case agentHeldBack(AgentHeldBack)
    case writesFrozen(WritesFrozen)
    case killEngaged(KillEngaged)
    case killReleased(KillReleased)
    /// What a person asked for and was refused, with the sentence that the person reads.
    case actRefused(ActRefused)
    case trailBroke(TrailBroke)
    case trailRestored(TrailRestored)
}

extension Fact {
    /// The call that the fact is about; nil for one that is about no single call.
    package var call: CallID? {
        switch self {
        case .callAdmitted(let fact): fact.judgement.call
        case .callHeld(let fact): fact.judgement.call
        case .callRefused(let fact): fact.judgement.call
        case .callForwarded(let call): call
        case .callWithdrawn(let fact): fact.call
        case .callFinished(let fact): fact.call
        case .holdApproved(let fact): fact.call
        case .holdDenied(let fact): fact.call
        case .holdExpired(let fact), .holdWithdrawn(let fact): fact.call
        case .holdRecalled(let fact): fact.call
        case .holdReopened(let fact): fact.call
        case .holdExtended(let fact): fact.call
        case .callerLeft(let fact), .callerReturned(let fact): fact.call
        default: nil
        }
    }
}
