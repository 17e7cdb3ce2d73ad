import Governance

extension Witness {
    /// What an event alone makes true, whatever the governor says of it.
    mutating func believe(_ event: Event, _ facts: [Fact], at now: Moment) throws {
        switch event {
        case .killed(let scope, _, _):
            if !kills.contains(scope) {
                try checkKill(scope, facts)
                kills.append(scope)
            }
        case .paused(let agent, _, _): paused.insert(agent)
        case .froze(true, _, _): isFrozen = true
        case .trailBroke: isTrailBroken = true
        case .trailRestored: isTrailBroken = false
        case .started(let wasClean, _): try checkStart(wasClean, facts)
        case .listed(_, let tools):
            for listed in tools {
                if firstListed[listed.tool] == nil { firstListed[listed.tool] = listed.definition }
                lastListed[listed.tool] = listed.definition
            }
        default: break
        }
    }

    /// A kill lists exactly the calls in its scope that had been handed on.
    private func checkKill(_ scope: KillScope, _ facts: [Fact]) throws {
        guard
            case .killEngaged(let fact)? = facts.first(where: {
                if case .killEngaged = $0 { true } else { false }
            })
        else { throw Violation("\(scope.text) was not engaged") }
        var after = self
        after.kills = [scope]
        after.paused = []
        after.isFrozen = false
        after.isTrailBroken = false
        let flying = calls.values.filter { $0.phase == .forwarded }.map(\.judgement).filter {
            after.obstacle(to: $0) != nil && (runs[$0.run ?? RunID(0)]?.isOpen ?? false)
        }
        let listed = Set(fact.inFlight.map(\.call))
        for judgement in flying {
            try require(listed.contains(judgement.call), "\(judgement.call) is not listed")
        }
        try require(
            listed.allSatisfy { calls[$0]?.phase == .forwarded },
            "a kill lists what was never handed on")
    }

    /// A start names every call without an outcome, once, and ends the waiting of every caller.
    private mutating func checkStart(_ wasClean: Bool, _ facts: [Fact]) throws {
        guard case .started(let fact)? = facts.first else { throw Violation("no start") }
        let flying = calls.values.filter { $0.phase == .admitted || $0.phase == .forwarded }
            .map(\.judgement.call).sorted()
        try require(fact.orphans.map(\.call) == flying, "orphans \(fact.orphans), not \(flying)")
        for call in flying { calls[call]?.phase = .over }
        for (call, known) in calls where known.isLiveHold {
            calls[call]?.isWaiting = false
            if known.approval != nil {
                calls[call]?.approval = WitnessedCall.Approval(goesAt: nil)
            }
        }
        if !wasClean { uncleanStarts += 1 }
        isTrailBroken = false
        runOfConnection = [:]
    }

    mutating func checkSwitch(_ fact: Fact, after event: Event, at now: Moment) throws {
        switch fact {
        case .runStarted(let fact): try checkStarted(fact, at: now)
        case .runJoined(let fact):
            guard let run = runs[fact.run], run.isOpen, policy.agents[run.agent]?.runs == .shared
            else { throw Violation("\(fact.run) cannot be joined") }
            runOfConnection[fact.connection] = fact.run
        case .runLeft(let fact): runOfConnection[fact.connection] = nil
        case .runEnded(let fact):
            try require(runs[fact.run]?.isOpen ?? false, "\(fact.run) ended twice")
            runs[fact.run]?.isOpen = false
            try require(
                calls.values.allSatisfy {
                    $0.judgement.run != fact.run || !($0.isLiveHold || $0.phase == .admitted)
                }, "\(fact.run) ended and something in it waits")
        case .rungGranted(let fact):
            let rights = policy.operators[fact.by]?.may ?? []
            try require(rights.contains(.grant), "\(fact.by) may not grant")
            let ceiling = policy.agents[fact.agent]?.rung ?? .shadow
            try require(fact.rung <= ceiling, "\(fact.rung) is over the ceiling")
            rungs["\(fact.agent) \(fact.tool)"] = fact.rung
        case .agentPaused(let fact): paused.insert(fact.agent)
        case .agentResumed(let fact):
            guard case .resumed(fact.agent, _) = event else { throw Violation("resumed alone") }
            paused.remove(fact.agent)
        case .writesFrozen(let fact):
            guard case .froze(fact.isFrozen, _, _) = event else { throw Violation("froze alone") }
            isFrozen = fact.isFrozen
        case .killEngaged(let fact):
            try require(kills.contains(fact.kill.scope), "a kill that nobody asked for")
        case .killReleased(let fact): try checkReleased(fact, after: event)
        case .policyApplied(let fact): try checkApplied(fact, after: event)
        case .policyPending(let fact): pending = fact.policy.digest
        default: break
        }
    }

    private mutating func checkStarted(_ fact: RunStarted, at now: Moment) throws {
        guard let agent = policy.agents[fact.agent] else { throw Violation("a run of nobody") }
        try require(runs[fact.run] == nil, "\(fact.run) is not new")
        if agent.runs == .shared {
            try require(
                !runs.values.contains { $0.agent == fact.agent && $0.isOpen },
                "\(fact.agent) shed its budget with a second run")
        }
        let hour = Duration.seconds(3600)
        let recent = (runStarts[fact.agent] ?? []).filter { now.since($0) < hour }
        try require(recent.count < agent.runsPerHour, "\(fact.agent) starts too many runs")
        runStarts[fact.agent] = recent + [now]
        runs[fact.run] = WitnessedRun(agent: fact.agent, startedAt: now)
        runOfConnection[fact.connection] = fact.run
    }

    private mutating func checkReleased(_ fact: KillReleased, after event: Event) throws {
        guard case .released(fact.scope, fact.by, let reason) = event, !reason.isEmpty else {
            throw Violation("released after \(event)")
        }
        let rights = policy.operators[fact.by]?.may ?? []
        try require(rights.contains(.release), "\(fact.by) may not release")
        kills.removeAll { $0 == fact.scope }
    }

    private mutating func checkApplied(_ fact: PolicyChanged, after event: Event) throws {
        let level = SimulationPolicies.level(of: fact.policy)
        if level > SimulationPolicies.level(of: policy) {
            guard case .policyApplied(fact.policy.digest, let by) = event else {
                throw Violation("a freer policy applied by itself")
            }
            try require(pending == fact.policy.digest, "it did not wait")
            try require(
                policy.operators[by]?.may.contains(.apply) ?? false, "\(by) may not apply")
        }
        if fact.policy.digest != policy.digest {
            try require(
                calls.values.allSatisfy { !$0.isLiveHold }, "a hold outlived its policy")
        }
        policy = fact.policy
        pending = nil
    }
}
