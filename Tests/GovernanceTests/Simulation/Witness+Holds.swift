import Governance

extension Witness {
    mutating func check(_ fact: HoldApproved, after event: Event, at now: Moment) throws {
        guard case .answered(let answer) = event, answer.verdict == .approve else {
            throw Violation("\(fact.code) was approved after \(event)")
        }
        guard let known = calls[fact.call], codes[fact.code] == fact.call else {
            throw Violation("\(fact.code) is no hold")
        }
        try checkMayApprove(known.judgement, answer)
        let isReadable =
            known.judgement.tier < .critical || known.argumentBytes <= Governor.readableBytes
        try require(isReadable, "\(fact.code) is too long to be read and was approved")
        let isShown =
            answer.showing == .whole || answer.showing == .cut && known.judgement.tier < .high
        try require(isShown, "\(fact.code) could not be shown and was approved")
        try require(answer.digest == known.judgement.digest, "\(fact.code): another digest")
        try require(fact.digest == known.judgement.digest, "\(fact.code): another digest recorded")
        if let obstacle = obstacle(to: known.judgement) {
            throw Violation("\(fact.code) was approved though \(obstacle)")
        }
        try require(known.judgement.policy == policy.digest, "\(fact.code): another policy")
        switch known.phase {
        case .held:
            try require(known.approval == nil, "\(fact.code) was approved twice")
            try require(now < known.deadline, "\(fact.code) was approved too late")
            try require(fact.goodUntil == known.deadline, "\(fact.code): another deadline")
            let goes =
                known.isWaiting
                ? (known.judgement.tier >= .high ? now.advanced(by: .seconds(3)) : now) : nil
            try require(fact.goesAt == goes, "\(fact.code) goes at another moment")
        case .denied, .expired:
            try require(fact.goesAt == nil, "\(fact.code) goes without a retry")
            let park = now.advanced(by: policy.holds.park)
            try require(fact.goodUntil == park, "\(fact.code): another deadline")
            calls[fact.call]?.phase = .held
            calls[fact.call]?.isWaiting = false
            calls[fact.call]?.deadline = park
            calls[fact.call]?.isCharged = true
            calls[fact.call]?.chargedAt = now
            if let run = known.judgement.run {
                runs[run]?.denied.remove(known.judgement.digest)
            }
        default: throw Violation("\(fact.code) was approved while \(known.phase)")
        }
        calls[fact.call]?.approval = WitnessedCall.Approval(goesAt: fact.goesAt)
    }

    private func checkMayApprove(_ judgement: Judgement, _ answer: HoldAnswer) throws {
        guard let person = policy.operators[answer.by] else {
            throw Violation("\(answer.by) is no operator")
        }
        try require(judgement.tier <= person.answers, "\(answer.by) may not answer that tier")
        guard answer.channel == .script else { return }
        let most = person.scripts ?? .low
        try require(
            person.scripts != nil && judgement.tier <= most && judgement.tier != .critical,
            "a script may not answer that tier")
    }

    mutating func check(_ fact: HoldDenied, after event: Event) throws {
        guard case .answered(let answer) = event, case .deny = answer.verdict,
            calls[fact.call] != nil
        else { throw Violation("\(fact.code) was denied after \(event)") }
        // Saying no is open to every operator, at every tier and from a script.
        try require(policy.operators[answer.by] != nil, "\(answer.by) is no operator")
        try settle(fact.call, .denied)
    }

    mutating func checkExpired(_ fact: HoldEnded, at now: Moment) throws {
        guard let known = calls[fact.call] else { throw Violation("\(fact.code) is no hold") }
        try require(now >= known.deadline, "\(fact.code) expired before its time")
        try settle(fact.call, .expired)
    }

    mutating func checkWithdrawn(_ fact: HoldEnded) throws {
        try settle(fact.call, .over)
    }

    private mutating func settle(_ call: CallID, _ phase: WitnessedCall.Phase) throws {
        guard let known = calls[call], known.isLiveHold else {
            throw Violation("the hold of \(call) was settled twice")
        }
        calls[call]?.phase = phase
        calls[call]?.approval = nil
        calls[call]?.isCharged = false
        guard phase != .over, let run = known.judgement.run else { return }
        runs[run]?.denied.insert(known.judgement.digest)
    }

    mutating func checkRecalled(_ fact: HoldActed, after event: Event) throws {
        guard case .recalled(let code, let by, let isUnwritten) = event, code == fact.code,
            let known = calls[fact.call]
        else { throw Violation("\(fact.code) was recalled after \(event)") }
        switch known.phase {
        case .held: try require(known.approval != nil, "\(fact.code) was not approved")
        case .forwarded: try require(isUnwritten, "\(fact.code) was recalled and had gone")
        case .admitted: break
        default: throw Violation("\(fact.code) was recalled while \(known.phase)")
        }
        if known.phase != .held {
            calls[fact.call]?.phase = .held
            calls[fact.call]?.chargedAt = fact.at
            let key = "\(known.judgement.agent) \(known.judgement.action.server)"
            self.known[key]?.subtract(known.judgement.recipients.map(\.mark))
        }
        let rights = policy.operators[by]?.answers
        try require(rights.map { known.judgement.tier <= $0 } ?? false, "\(by) may not recall it")
        calls[fact.call]?.approval = nil
    }

    mutating func checkReopened(_ fact: HoldReopened, at now: Moment) throws {
        guard let known = calls[fact.call], known.isLiveHold, let goes = known.approval?.goesAt,
            goes <= now
        else { throw Violation("\(fact.code) was opened again and did not rest") }
        calls[fact.call]?.approval = nil
    }

    mutating func check(_ fact: HoldExtended, after event: Event) throws {
        guard case .extended(_, _, let span) = event, let known = calls[fact.call],
            known.isLiveHold, known.approval == nil
        else {
            throw Violation("\(fact.code) is not open and was extended")
        }
        try require(!known.isExtended, "\(fact.code) was extended twice")
        try require(span ?? .zero <= policy.holds.park, "\(fact.code) got more than it may")
        let deadline = known.deadline.advanced(by: span ?? policy.holds.park)
        try require(fact.parkUntil == deadline, "\(fact.code) was extended by another time")
        calls[fact.call]?.isExtended = true
        calls[fact.call]?.deadline = deadline
    }

    mutating func checkLeft(_ fact: CallerMoved) throws {
        guard let known = calls[fact.call], known.isLiveHold, known.isWaiting else {
            throw Violation("nobody waited for \(fact.code)")
        }
        calls[fact.call]?.isWaiting = false
        if known.approval != nil {
            calls[fact.call]?.approval = WitnessedCall.Approval(goesAt: nil)
        }
    }

    mutating func checkReturned(_ fact: CallerMoved, after event: Event) throws {
        guard case .proposed(let proposal) = event, let known = calls[fact.call],
            known.isLiveHold, !known.isWaiting
        else { throw Violation("nobody returned to \(fact.code)") }
        try require(
            proposal.agent == known.judgement.agent && proposal.digest == known.judgement.digest,
            "another call returned to \(fact.code)")
        calls[fact.call]?.isWaiting = true
    }
}
