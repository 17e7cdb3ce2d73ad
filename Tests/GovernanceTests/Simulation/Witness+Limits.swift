import Governance
import JSON

extension Witness {
    /// The limits of its tool that the counted calls pass, this one among them, by brute force.
    func overLimits(of call: CallID, at now: Moment) throws -> Set<Int> {
        guard let own = calls[call], let name = own.judgement.action.tool,
            let tool = policy.tools[name]
        else { return [] }
        let counted = Set(callsOfTool[name] ?? []).compactMap { calls[$0] }.filter(\.isCharged)
        var over: Set<Int> = []
        for (index, limit) in tool.limits.enumerated() {
            let within = counted.filter { now.since($0.chargedAt) < limit.window }
            var sum = ExactDecimal.zero
            for each in within {
                sum = try exact(sum.adding(amount(of: each, limit)))
            }
            // A call that takes nothing of a limit cannot pass it.
            guard amount(of: own, limit) > .zero, sum > limit.amount else { continue }
            over.insert(index)
        }
        return over
    }

    private func amount(of call: WitnessedCall, _ limit: Limit) -> ExactDecimal {
        switch limit.measure {
        case .calls: ExactDecimal(1)
        case .sum: call.dollars
        case .newRecipients: ExactDecimal(call.newRecipients)
        }
    }

    func checkLimits(of call: CallID, at now: Moment, but allowed: Set<Int>) throws {
        let over = try overLimits(of: call, at: now).subtracting(allowed)
        try require(over.isEmpty, "\(call) passes limit \(over) of its tool")
    }

    /// What the run has spent, this call among it, against its budget.
    func checkBudget(of call: CallID) throws {
        guard let own = calls[call], let run = own.judgement.run,
            let budget = policy.agents[own.judgement.agent]?.budget
        else { throw Violation("\(call) has no run or no agent") }
        let spent = Set(callsOfRun[run] ?? []).compactMap { calls[$0] }.filter(\.isCharged)
        try require(spent.count <= budget.calls, "\(call) passes the calls of \(run)")
        if own.isWrite {
            let writes = spent.count(where: \.isWrite)
            try require(writes <= budget.writes, "\(call) passes the writes of \(run)")
        }
        guard own.dollars > .zero, let most = budget.sums[Unit("usd")] else { return }
        let sum = try spent.reduce(ExactDecimal.zero) { try exact($0.adding($1.dollars)) }
        try require(sum <= most, "\(call) passes the money of \(run)")
    }

    private func exact(_ sum: ExactDecimal?) throws -> ExactDecimal {
        guard let sum else { throw Violation("a sum does not fit") }
        return sum
    }

    /// What must hold of a call that no person looked at.
    func checkMayRunAlone(_ judgement: Judgement, _ proposal: Proposal) throws {
        let call = judgement.call
        if let reason = denial(of: proposal, judgement) {
            throw Violation("\(call) was admitted though \(reason)")
        }
        guard let name = judgement.action.tool, let tool = policy.tools[name],
            let agent = policy.agents[judgement.agent]
        else { throw Violation("\(call) has no tool or no agent") }
        guard let declared = tool.tier else { throw Violation("\(call) has no tier") }
        let isFresh = !newRecipients(of: judgement).isEmpty
        let tier = isFresh ? declared.raised : declared
        try require(tier <= judgement.tier, "\(call) is lower than declared and raised")
        try require(tier <= .medium, "\(call) of tier \(tier) ran alone")
        let isUnclear = proposal.reading.quantities.contains {
            if case .unclear = $0.value { true } else { false }
        }
        try require(!isUnclear, "\(call) has an unclear amount")
        try require(
            proposal.reading.rules.allSatisfy { $0.answer == .denies }, "\(call) is unreadable")
        let granted = rungs["\(agent.name) \(name)"] ?? .holdAll
        if tier == .low {
            try require(
                !(agent.holdReads && min(agent.rung, granted) == .holdAll), "\(call): reads hold")
        } else {
            try require(
                min(agent.rung, granted) == .withinCaps, "\(call) ran alone at \(granted.word)")
        }
    }

    /// Why the policy refuses a proposal, whatever a person would say.
    func denial(of proposal: Proposal, _ judgement: Judgement) -> String? {
        guard let name = proposal.action.tool else { return nil }
        guard let agent = policy.agents[proposal.agent], agent.may[name] != nil else {
            return "\(proposal.agent) has no grant"
        }
        guard let listed = proposal.definition, listed == firstListed[name],
            lastListed[name] == listed
        else { return "\(name) drifted" }
        if !proposal.reading.faults.isEmpty { return "its arguments are faulty" }
        if proposal.reading.rules.contains(where: { $0.answer == .denies }) {
            return "a rule denies it"
        }
        for quantity in proposal.reading.quantities {
            guard case .amount(let amount) = quantity.value,
                let cap = policy.tools[name]?.blast.first?.cap
            else { continue }
            if amount > cap { return "it is over its cap" }
        }
        if let run = judgement.run, runs[run]?.denied.contains(proposal.digest) ?? false {
            return "it was denied before"
        }
        return nil
    }

    /// What stands in the way of everything that a judgement covers.
    func obstacle(to judgement: Judgement) -> String? {
        for kill in kills {
            switch kill {
            case .all: return "everything is killed"
            case .server(let server) where server == judgement.action.server: return "\(kill)"
            case .tool(let tool) where tool == judgement.action.tool: return "\(kill)"
            case .agent(let agent) where agent == judgement.agent: return "\(kill)"
            case .run(let run) where run == judgement.run: return "\(kill)"
            default: continue
            }
        }
        if paused.contains(judgement.agent) { return "\(judgement.agent) is paused" }
        if isFrozen, judgement.tier > .low { return "writes are frozen" }
        if isTrailBroken { return "the trail is broken" }
        if let run = judgement.run, let known = runs[run], !known.isOpen { return "its run ended" }
        return nil
    }
}
