extension Governor {
    /// Pauses, freezes, ended runs, kills and their release.
    func throwSwitch(_ event: Event, at now: Moment) -> [Fact] {
        switch event {
        case .paused(let agent, let by, let reason):
            guard switches.pauses[agent] == nil else { return [] }
            return [
                .agentPaused(
                    AgentPaused(agent: agent, pause: Pause(by: by, reason: reason, at: now)))
            ]
        case .resumed(let agent, let by):
            guard policy?.operators[by] != nil else {
                return refuse(
                    "resume \(agent)", by, "the policy names no operator \(by)", at: now)
            }
            guard switches.pauses[agent] != nil else {
                return refuse("resume \(agent)", by, "it is not paused", at: now)
            }
            return [.agentResumed(AgentResumed(at: now, agent: agent, by: by))]
        case .froze(let isFrozen, let by, let reason):
            guard isFrozen != (switches.freeze != nil) else { return [] }
            // Anything may stop; only a person of the policy lets go again.
            if !isFrozen, case .person(let person) = by, policy?.operators[person] == nil {
                return refuse(
                    "thaw writes", person, "the policy names no operator \(person)", at: now)
            }
            return [
                .writesFrozen(
                    WritesFrozen(
                        isFrozen: isFrozen, act: Pause(by: by, reason: reason, at: now)))
            ]
        case .runEnded(let id, let by, let note):
            guard runs.isOpen(id) else {
                return refuse(
                    "end run \(id)", by, "there is no open run \(id)", as: .notFound, at: now)
            }
            return end(id, .operatorAct, by: .person(by), note: note, at: now)
        case .killed(let scope, let by, let reason): return kill(scope, by, reason, at: now)
        case .released(let scope, let by, let reason):
            return release(scope, by, reason, at: now)
        default: return []
        }
    }

    /// Ends a run: what waited in it is withdrawn, and what was not yet handed on.
    func end(
        _ id: RunID, _ reason: Run.End, by actor: Actor, note: String = "", at now: Moment
    ) -> [Fact] {
        guard let run = runs[id] else { return [] }
        let ended = RunEnded(
            at: now, run: id, agent: run.agent, reason: reason, by: actor, note: note)
        return withdrawals(at: now, .withdrawn, "its run ended") { $0.run == id }
            + withdrawnHolds(at: now, .withdrawn, "its run ended") { $0.run == id }
            + [.runEnded(ended)]
    }

    /// Engages a kill. Anybody who can reach a switch may: who it was is recorded, not asked.
    private func kill(
        _ scope: KillScope, _ by: Actor, _ reason: String, at now: Moment
    ) -> [Fact] {
        guard !switches.isKilled(scope) else { return [] }
        let kill = Kill(scope: scope, by: by, reason: reason, at: now)
        let hit = { (judgement: Judgement) in scope.covers(judgement.subject) }
        let inFlight = underWay(in: scope)
        let detail = "kill \(scope.words)"
        return engaged(kill, inFlight)
            + withdrawals(at: now, .stopped, detail, where: hit)
            + withdrawnHolds(at: now, .stopped, detail, where: hit)
    }

    /// Whether there is anything that a kill with this scope could stop: what the policy names,
    /// an open run, what a kill stopped already, and whatever is under way or waits.
    package func knows(_ scope: KillScope) -> Bool {
        if switches.isKilled(scope) { return true }
        if flights.calls.values.contains(where: { scope.covers($0.judgement.subject) })
            || holds.live.values.contains(where: { scope.covers($0.judgement.subject) })
        {
            return true
        }
        return switch scope {
        case .all: true
        case .agent(let agent): policy?.agents[agent] != nil
        case .run(let run): runs.isOpen(run)
        case .server(let server): policy?.servers[server] != nil
        case .tool(let tool): policy?.tools[tool] != nil
        }
    }

    /// The calls in a scope that were handed on and have no outcome yet, in order.
    package func underWay(in scope: KillScope) -> [InFlight] {
        flights.calls.values
            .filter { $0.isForwarded && scope.covers($0.judgement.subject) }
            .map(InFlight.init)
            .sorted { $0.call < $1.call }
    }

    /// A kill with the calls under way by name: as many facts as it takes, since an entry has a
    /// largest size (64 KiB, `tlog-tiles`). The same kill engaged again changes nothing.
    private func engaged(_ kill: Kill, _ inFlight: [InFlight]) -> [Fact] {
        guard inFlight.count > Governor.namedCalls else {
            return [.killEngaged(KillEngaged(kill: kill, inFlight: inFlight))]
        }
        return stride(from: 0, to: inFlight.count, by: Governor.namedCalls).map { start in
            let some = inFlight[start..<min(start + Governor.namedCalls, inFlight.count)]
            return .killEngaged(KillEngaged(kill: kill, inFlight: Array(some)))
        }
    }

    /// How many calls one entry names: with the longest names each takes 340 bytes of its 64 KiB,
    /// and a reason of 1,000 control characters 6 KB.
    static let namedCalls = 150

    /// Releases a kill: a named person, who may, with a reason. The agents concerned stay paused
    /// and are resumed by hand; nothing is refilled and no hold comes back.
    private func release(
        _ scope: KillScope, _ by: OperatorName, _ reason: String, at now: Moment
    ) -> [Fact] {
        let act = "release \(scope.words)"
        guard switches.isKilled(scope) else {
            return refuse(act, by, "no kill with this scope is engaged", at: now)
        }
        guard policy?.operators[by]?.may.contains(.release) ?? false else {
            return refuse(act, by, "the policy does not let \(by) release a kill", at: now)
        }
        guard reason.contains(where: { !$0.isWhitespace }) else {
            return refuse(act, by, "a release needs a reason", at: now)
        }
        guard trailFault == nil else {
            return refuse(
                act, by, "the trail cannot be written, and a release must be: mend it first",
                at: now)
        }
        let released = KillReleased(at: now, scope: scope, by: by, reason: reason)
        let pause = Pause(by: .person(by), reason: "released from kill \(scope.words)", at: now)
        return [.killReleased(released)]
            + agents(in: scope).filter { switches.pauses[$0] == nil }.map {
                .agentPaused(AgentPaused(agent: $0, pause: pause))
            }
    }

    /// The agents of the policy that a kill with this scope stopped, wholly or in part.
    private func agents(in scope: KillScope) -> [AgentName] {
        let all = policy?.agents ?? [:]
        let hit: [AgentName] =
            switch scope {
            case .all: Array(all.keys)
            case .agent(let agent): [agent]
            case .run(let id): runs[id].map { [$0.agent] } ?? []
            case .server(let server):
                all.values.filter { $0.servers.contains(server) }.map(\.name)
            case .tool(let tool): all.values.filter { $0.may[tool] != nil }.map(\.name)
            }
        return hit.sorted()
    }
}
