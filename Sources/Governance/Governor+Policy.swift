extension Governor {
    /// A policy that was read without fault: what makes nothing freer applies at once, any other
    /// waits for a person. The one that the trail says is in force is taken as it is.
    func take(_ reading: PolicyReading, at now: Moment) -> [Fact] {
        let policy = reading.policy
        guard let current = self.policy else {
            return [.policyApplied(PolicyChanged(at: now, policy: policy, changes: [], by: nil))]
        }
        if policy.digest == current.digest {
            guard pending != nil else { return [] }
            // The file is again what is in force: what waited is off the table.
            return [.policyApplied(PolicyChanged(at: now, policy: policy, changes: [], by: nil))]
        }
        let changes = policy.difference(from: current)
        let changed = PolicyChanged(
            at: now, policy: policy, changes: changes.map(\.words), by: nil)
        guard !changes.contains(where: \.isFreer) else {
            return pending?.policy.digest == policy.digest ? [] : [.policyPending(changed)]
        }
        return applied(changed)
    }

    /// A person applies the policy that waits.
    func apply(_ digest: Digest, by person: OperatorName, at now: Moment) -> [Fact] {
        let act = "apply policy \(digest.hexadecimal.prefix(12))"
        guard let pending, pending.policy.digest == digest else {
            return refuse(act, person, "no policy with this digest waits", at: now)
        }
        guard policy?.operators[person]?.may.contains(.apply) ?? false else {
            return refuse(act, person, "the policy does not let \(person) apply one", at: now)
        }
        return applied(
            PolicyChanged(
                at: now, policy: pending.policy, changes: pending.changes, by: person))
    }

    /// Questions that were judged by the old policy are withdrawn: the agent asks again. The runs of
    /// agents that it names no more are over.
    private func applied(_ changed: PolicyChanged) -> [Fact] {
        let over = runs.open.values.filter { changed.policy.agents[$0.agent] == nil }
            .map(\.id).sorted()
        let actor = changed.by.map(Actor.person) ?? .supervisor
        return over.flatMap { end($0, .policy, by: actor, at: changed.at) }
            + withdrawnHolds(at: changed.at, .changed, "the policy changed") { judgement in
                !over.contains { $0 == judgement.run }
            } + [.policyApplied(changed)]
    }

    /// A person grants a rung, at most up to the policy's ceiling.
    func grant(
        _ agent: AgentName, _ tool: ToolName, _ rung: Rung, by person: OperatorName,
        _ reason: String, at now: Moment
    ) -> [Fact] {
        let act = "grant \(agent) \(tool) \(rung.word)"
        guard let policy, let rights = policy.operators[person], rights.may.contains(.grant)
        else { return refuse(act, person, "the policy does not let \(person) grant", at: now) }
        guard let subject = policy.agents[agent], subject.may[tool] != nil else {
            return refuse(act, person, "\(agent) has no grant for \(tool)", at: now)
        }
        guard !isBarredAsOwner(person, of: agent) else {
            return refuse(
                act, person, "\(person) owns \(agent): the policy asks somebody else to grant",
                at: now)
        }
        guard rung <= subject.rung else {
            return refuse(
                act, person, "the policy's ceiling for \(agent) is \(subject.rung.word)", at: now)
        }
        guard rung != .sampled else {
            return refuse(act, person, "this version does not sample yet", at: now)
        }
        return [
            .rungGranted(
                RungGranted(
                    at: now, agent: agent, tool: tool, rung: rung, by: person, reason: reason))
        ]
    }

    /// A person wrote an agent's token or took it away: an operator, since it stays recorded
    /// whatever the policy lets them do otherwise. It can only cut off what was proven before.
    func changeProof(
        of agent: AgentName, to token: Digest?, by person: OperatorName, at now: Moment
    ) -> [Fact] {
        [.proofChanged(ProofChanged(at: now, agent: agent, token: token, by: person))]
    }

    /// What was seen first is pinned; a definition that differs from its pin has drifted. Only tools
    /// that the policy names are looked at: a server may list as many others as it likes, and
    /// nobody may call those. When a policy names one, it is looked at again.
    func look(at tools: [ListedTool], of server: ServerName, at now: Moment) -> [Fact] {
        guard let policy else { return [] }
        var definitions: [ToolName: [Digest]] = [:]
        var names: [ToolName] = []
        for listed in tools where listed.tool.server == server && policy.tools[listed.tool] != nil {
            if definitions[listed.tool] == nil { names.append(listed.tool) }
            definitions[listed.tool, default: []].append(listed.definition)
        }
        return names.flatMap { look(at: $0, definitions[$0] ?? [], at: now) }
    }

    /// One tool. A list may name it twice: then the first definition does not hide the other.
    private func look(
        at tool: ToolName, _ definitions: [Digest], at now: Moment
    ) -> [Fact] {
        guard let first = definitions.first else { return [] }
        let pin = pins[tool]
        let pinned = pin?.definition ?? first
        let seen = ToolPinned(at: now, tool: tool, definition: pinned)
        let pinning: [Fact] = pin == nil ? [.toolPinned(seen)] : []
        guard let other = definitions.first(where: { $0 != pinned }) else {
            return pin?.drifted == nil ? pinning : [.toolRestored(seen)]
        }
        guard pin?.drifted != other else { return [] }
        return pinning
            + [.toolDrifted(ToolDrifted(at: now, tool: tool, pinned: pinned, listed: other))]
    }

    /// The caller of a hold cancelled or hung up. The question stays open for its retry.
    func callerLeft(_ call: CallID, at now: Moment) -> [Fact] {
        if let flight = flights[call: call] {
            guard !flight.isForwarded else { return [] }
            return [
                .callWithdrawn(
                    CallWithdrawn(
                        at: now, call: call, kind: .withdrawn, detail: "its caller left"))
            ]
        }
        guard let hold = holds[call: call], hold.isCallerWaiting else { return [] }
        return [
            .callerLeft(
                CallerMoved(
                    at: now, call: call, code: hold.code, way: .left, waitUntil: hold.waitUntil))
        ]
    }

    /// A connection is gone. With `runs: per-connection` its run ends with it.
    func detach(_ connection: ConnectionID, at now: Moment) -> [Fact] {
        guard let id = runs.run(of: connection) else { return [] }
        let left = Fact.runLeft(RunLeft(at: now, run: id, connection: connection))
        guard let run = runs[id], run.connections == [connection],
            policy?.agents[run.agent]?.runs == .perConnection
        else { return [left] }
        return end(id, .closed, by: .supervisor, at: now) + [left]
    }
}
