package import JSON

extension Fact {
    /// The name under which the fact stands in the trail; nil for the one that does not.
    package var type: FactType? {
        switch self {
        case .started: .supervisorStarted
        case .policyApplied: .policyApplied
        case .policyPending: .policyPending
        case .runStarted: .runStarted
        case .runJoined: .runJoined
        case .runLeft: .runLeft
        case .runEnded: .runEnded
        case .toolPinned: .toolPinned
        case .toolDrifted: .toolDrifted
        case .toolRestored: .toolRestored
        case .callAdmitted: .callAdmitted
        case .callHeld: .callHeld
        case .callRefused: .callRefused
        case .callWithdrawn: .callWithdrawn
        case .callFinished: .callFinished
        case .holdApproved: .holdApproved
        case .holdDenied: .holdDenied
        case .holdExpired: .holdExpired
        case .holdWithdrawn: .holdWithdrawn
        case .holdRecalled: .holdRecalled
        case .holdReopened: .holdReopened
        case .holdExtended: .holdExtended
        case .callerLeft: .callerLeft
        case .callerReturned: .callerReturned
        case .rungGranted: .rungGranted
        case .proofChanged: .proofChanged
        case .agentPaused: .agentPaused
        case .agentResumed: .agentResumed
        case .agentHeldBack: .agentHeldBack
        case .writesFrozen: .writesFrozen
        case .killEngaged: .killEngaged
        case .killReleased: .killReleased
        case .actRefused: .actRefused
        case .trailBroke: .trailBroke
        case .trailRestored: .trailRestored
        case .callForwarded: nil
        }
    }

    /// The data of the fact's entry, as canonical bytes; empty for the fact that has none.
    package func entryData() throws -> [UInt8] {
        switch self {
        case .started(let fact): try EntryEncoder.bytes(of: fact)
        case .policyApplied(let fact): try EntryEncoder.bytes(of: PolicyEntry(fact))
        case .policyPending(let fact): try EntryEncoder.bytes(of: PolicyEntry(fact))
        case .runStarted(let fact): try EntryEncoder.bytes(of: fact)
        case .runJoined(let fact): try EntryEncoder.bytes(of: fact)
        case .runLeft(let fact): try EntryEncoder.bytes(of: fact)
        case .runEnded(let fact): try EntryEncoder.bytes(of: fact)
        case .toolPinned(let fact): try EntryEncoder.bytes(of: fact)
        case .toolDrifted(let fact): try EntryEncoder.bytes(of: fact)
        case .toolRestored(let fact): try EntryEncoder.bytes(of: fact)
        case .callAdmitted(let fact): EntryWriter.bytes { $0.write(fact) }
        case .callHeld(let fact): try EntryEncoder.bytes(of: fact)
        case .callRefused(let fact): EntryWriter.bytes { $0.write(fact) }
        case .callWithdrawn(let fact): try EntryEncoder.bytes(of: fact)
        case .callFinished(let fact): EntryWriter.bytes { $0.write(fact) }
        case .holdApproved(let fact): try EntryEncoder.bytes(of: fact)
        case .holdDenied(let fact): try EntryEncoder.bytes(of: fact)
        case .holdExpired(let fact): try EntryEncoder.bytes(of: fact)
        case .holdWithdrawn(let fact): try EntryEncoder.bytes(of: fact)
        case .holdRecalled(let fact): try EntryEncoder.bytes(of: fact)
        case .holdReopened(let fact): try EntryEncoder.bytes(of: fact)
        case .holdExtended(let fact): try EntryEncoder.bytes(of: fact)
        case .callerLeft(let fact): try EntryEncoder.bytes(of: fact)
        case .callerReturned(let fact): try EntryEncoder.bytes(of: fact)
        case .rungGranted(let fact): try EntryEncoder.bytes(of: fact)
        case .proofChanged(let fact): try EntryEncoder.bytes(of: fact)
        case .agentPaused(let fact): try EntryEncoder.bytes(of: fact)
        case .agentResumed(let fact): try EntryEncoder.bytes(of: fact)
        case .agentHeldBack(let fact): try EntryEncoder.bytes(of: fact)
        case .writesFrozen(let fact): try EntryEncoder.bytes(of: fact)
        case .killEngaged(let fact): try EntryEncoder.bytes(of: fact)
        case .killReleased(let fact): try EntryEncoder.bytes(of: fact)
        case .actRefused(let fact): try EntryEncoder.bytes(of: fact)
        case .trailBroke(let fact): try EntryEncoder.bytes(of: fact)
        case .trailRestored(let fact): try EntryEncoder.bytes(of: fact)
        case .callForwarded: []
        }
    }

    /// Reads a fact back from the type and the data of its entry. `policy` finds a policy that
    /// an entry names by its digest; a fact whose policy it does not find cannot be read.
    package init(
        _ type: FactType, _ data: JSONValue, policy: (Digest) throws -> Policy
    ) throws {
        func read<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try EntryDecoder.value(type, from: data)
        }
        switch type {
        case .supervisorStarted: self = .started(try read(SupervisorStarted.self))
        case .policyApplied:
            self = .policyApplied(try read(PolicyEntry.self).fact(policy))
        case .policyPending:
            self = .policyPending(try read(PolicyEntry.self).fact(policy))
        case .runStarted: self = .runStarted(try read(RunStarted.self))
        case .runJoined: self = .runJoined(try read(RunJoined.self))
        case .runLeft: self = .runLeft(try read(RunLeft.self))
        case .runEnded: self = .runEnded(try read(RunEnded.self))
        case .toolPinned: self = .toolPinned(try read(ToolPinned.self))
        case .toolDrifted: self = .toolDrifted(try read(ToolDrifted.self))
        case .toolRestored: self = .toolRestored(try read(ToolPinned.self))
        case .callAdmitted: self = .callAdmitted(try read(CallAdmitted.self))
        case .callHeld: self = .callHeld(try read(CallHeld.self))
        case .callRefused: self = .callRefused(try read(CallRefused.self))
        case .callWithdrawn: self = .callWithdrawn(try read(CallWithdrawn.self))
        case .callFinished: self = .callFinished(try read(CallFinished.self))
        case .holdApproved: self = .holdApproved(try read(HoldApproved.self))
        case .holdDenied: self = .holdDenied(try read(HoldDenied.self))
        case .holdExpired: self = .holdExpired(try read(HoldEnded.self))
        case .holdWithdrawn: self = .holdWithdrawn(try read(HoldEnded.self))
        case .holdRecalled: self = .holdRecalled(try read(HoldActed.self))
        case .holdReopened: self = .holdReopened(try read(HoldReopened.self))
        case .holdExtended: self = .holdExtended(try read(HoldExtended.self))
        case .callerLeft: self = .callerLeft(try read(CallerMoved.self))
        case .callerReturned: self = .callerReturned(try read(CallerMoved.self))
        case .rungGranted: self = .rungGranted(try read(RungGranted.self))
        case .proofChanged: self = .proofChanged(try read(ProofChanged.self))
        case .agentPaused: self = .agentPaused(try read(AgentPaused.self))
        case .agentResumed: self = .agentResumed(try read(AgentResumed.self))
        case .agentHeldBack: self = .agentHeldBack(try read(AgentHeldBack.self))
        case .writesFrozen: self = .writesFrozen(try read(WritesFrozen.self))
        case .killEngaged: self = .killEngaged(try read(KillEngaged.self))
        case .killReleased: self = .killReleased(try read(KillReleased.self))
        case .actRefused: self = .actRefused(try read(ActRefused.self))
        case .trailBroke: self = .trailBroke(try read(TrailBroke.self))
        case .trailRestored: self = .trailRestored(try read(TrailRestored.self))
        }
    }
}
