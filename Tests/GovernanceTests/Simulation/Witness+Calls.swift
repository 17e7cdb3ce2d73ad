import Governance
import JSON

extension Witness {
    mutating func check(_ fact: CallAdmitted, after event: Event, at now: Moment) throws {
        let judgement = fact.judgement
        let call = judgement.call
        if let obstacle = obstacle(to: judgement) {
            throw Violation("\(call) was admitted though \(obstacle)")
        }
        try require(judgement.run.map { runs[$0]?.isOpen ?? false } ?? false, "no open run")
        try require(judgement.policy == policy.digest, "\(call) was judged by another policy")
        if fact.code == nil {
            guard case .proposed(let proposal) = event else {
                throw Violation("\(call) was admitted without a proposal or an approval")
            }
            try checkNew(judgement, proposal)
            try checkMayRunAlone(judgement, proposal)
            calls[call] = witnessed(judgement, .admitted, at: now)
            count(judgement)
            try checkLimits(of: call, at: now, but: [])
            try checkBudget(of: call)
        } else {
            try checkApproved(judgement, after: event, at: now)
            calls[call]?.approval = nil
            calls[call]?.phase = .admitted
            calls[call]?.chargedAt = now
            calls[call]?.isCharged = true
            count(judgement)
            try checkLimits(of: call, at: now, but: calls[call]?.overAtProposal ?? [])
            let key = "\(judgement.agent) \(judgement.action.server)"
            known[key, default: []].formUnion(judgement.recipients.map(\.mark))
        }
    }

    /// An approval for exactly this call, not used yet, rested and in time.
    private func checkApproved(
        _ judgement: Judgement, after event: Event, at now: Moment
    ) throws {
        let call = judgement.call
        guard let known = calls[call], known.isLiveHold, let approval = known.approval else {
            throw Violation("\(call) went without an approval that was still good")
        }
        try require(known.judgement == judgement, "\(call) is not what was approved")
        try require(now < known.deadline, "\(call) went after the deadline of its approval")
        switch event {
        case .proposed(let proposal) where proposal.digest == judgement.digest:
            try require(proposal.agent == judgement.agent, "\(call) went to another agent")
            try require(proposal.action == judgement.action, "\(call) is another action")
        // What is due goes before a proposal is looked at.
        case .answered, .ticked, .attached, .proposed:
            guard let goesAt = approval.goesAt else { throw Violation("\(call) waits for a retry") }
            try require(goesAt <= now, "\(call) went before its rest was over")
        default: throw Violation("\(call) went after \(event)")
        }
    }

    mutating func check(_ fact: CallHeld, after event: Event, at now: Moment) throws {
        let judgement = fact.judgement
        let call = judgement.call
        guard case .proposed(let proposal) = event else { throw Violation("held after \(event)") }
        try checkNew(judgement, proposal)
        if let obstacle = obstacle(to: judgement) {
            throw Violation("\(call) was held though \(obstacle)")
        }
        if let reason = denial(of: proposal, judgement) {
            throw Violation("\(call) was held though \(reason)")
        }
        try require(codes[fact.code] == nil, "the code \(fact.code) is dealt twice")
        codes[fact.code] = call
        var held = witnessed(judgement, .held, at: now)
        held.deadline = fact.parkUntil
        held.argumentBytes = proposal.argumentBytes
        let park = policy.holds.park
        try require(fact.parkUntil == now.advanced(by: park), "\(call) is parked for another time")
        calls[call] = held
        count(judgement)
        let over = try overLimits(of: call, at: now)
        calls[call]?.overAtProposal = over
        let open = calls.values.count {
            $0.isLiveHold && $0.approval == nil && $0.judgement.agent == judgement.agent
                && $0.judgement.call != call
        }
        try require(open < policy.holds.perAgent, "\(judgement.agent) has \(open) holds already")
    }

    mutating func check(_ fact: CallRefused, after event: Event, at now: Moment) throws {
        let judgement = fact.judgement
        guard case .proposed(let proposal) = event else { throw Violation("refused \(event)") }
        try checkNew(judgement, proposal)
        var refused = witnessed(judgement, .refused, at: now)
        refused.isCharged = false
        calls[judgement.call] = refused
        let reasons = judgement.findings.filter { $0.ruling == .deny }.map(\.check)
        try require(!reasons.isEmpty, "\(judgement.call) was refused without a reason")
        let isExplained =
            obstacle(to: judgement) != nil || denial(of: proposal, judgement) != nil
            || judgement.run == nil || reasons.contains(.limit) || reasons.contains(.holds)
            || isShadowed(judgement)
        try require(isExplained, "\(judgement.call) was refused for \(reasons), which is not so")
    }

    private func isShadowed(_ judgement: Judgement) -> Bool {
        guard let tool = judgement.action.tool, judgement.tier > .low else { return false }
        return rungs["\(judgement.agent) \(tool)"] == .shadow
    }

    func checkNew(_ judgement: Judgement, _ proposal: Proposal) throws {
        try require(judgement.call.number > highestCall, "\(judgement.call) is not new")
        try require(
            judgement.digest == proposal.digest && judgement.agent == proposal.agent
                && judgement.action == proposal.action, "\(judgement.call) is not the proposal")
    }

    mutating func checkForwarded(_ call: CallID, after event: Event) throws {
        guard case .recorded(call, let listed) = event else {
            throw Violation("\(call) went unrecorded")
        }
        guard let known = calls[call], known.phase == .admitted else {
            throw Violation("\(call) was forwarded and not admitted, or twice")
        }
        if let obstacle = obstacle(to: known.judgement) {
            throw Violation("\(call) was forwarded though \(obstacle)")
        }
        let judgement = known.judgement
        try require(judgement.policy == policy.digest, "\(call) was judged by another policy")
        if let tool = judgement.action.tool {
            try require(
                judgement.definition == firstListed[tool] && lastListed[tool] == firstListed[tool],
                "\(call) was forwarded though \(tool) drifted")
            try require(listed == judgement.definition, "\(call): its server lists another")
        }
        calls[call]?.phase = .forwarded
    }

    mutating func checkWithdrawn(_ call: CallID, after event: Event) throws {
        if case .unwritten(call, let listed) = event {
            try require(calls[call]?.phase == .forwarded, "\(call) was taken back and had not gone")
            let judgement = calls[call]?.judgement
            try require(
                judgement.flatMap(obstacle) != nil || judgement?.policy != policy.digest
                    || listed != judgement?.definition || hasDrifted(judgement?.action.tool),
                "\(call) was taken back though nothing stops it")
        } else {
            try require(calls[call]?.phase == .admitted, "\(call) was withdrawn and not admitted")
        }
        calls[call]?.phase = .over
        calls[call]?.isCharged = false
    }

    private func hasDrifted(_ tool: ToolName?) -> Bool {
        tool.map { lastListed[$0] != firstListed[$0] } ?? false
    }

    mutating func check(_ fact: CallFinished, after event: Event) throws {
        guard event == .finished(fact.call, fact.outcome) else {
            throw Violation("\(fact.call) finished after \(event)")
        }
        let phase = calls[fact.call]?.phase
        try require(phase == .admitted || phase == .forwarded, "\(fact.call) is not in flight")
        calls[fact.call]?.phase = .over
        if fact.outcome == .neverSent { calls[fact.call]?.isCharged = false }
    }

    private func witnessed(
        _ judgement: Judgement, _ phase: WitnessedCall.Phase, at now: Moment
    ) -> WitnessedCall {
        let amounts = judgement.quantities.compactMap {
            if case .amount(let amount) = $0.value { amount } else { nil }
        }
        return WitnessedCall(
            judgement: judgement, phase: phase, isWaiting: true, chargedAt: now, isCharged: true,
            dollars: amounts.first ?? .zero, newRecipients: newRecipients(of: judgement).count)
    }

    func newRecipients(of judgement: Judgement) -> Set<Digest> {
        let told = known["\(judgement.agent) \(judgement.action.server)"] ?? []
        return Set(
            judgement.recipients.filter { !$0.isListed && !told.contains($0.mark) }.map(\.mark))
    }

    private mutating func count(_ judgement: Judgement) {
        highestCall = max(highestCall, judgement.call.number)
        if let tool = judgement.action.tool {
            callsOfTool[tool, default: []].append(judgement.call)
        }
        if let run = judgement.run { callsOfRun[run, default: []].append(judgement.call) }
    }
}
