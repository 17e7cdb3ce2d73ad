import Governance
import JSON

extension PolicyReader {
    private static let agentKeys = [
        "owner", "owner-may-answer", "proof", "may", "resources", "prompts", "rung", "hold-reads",
        "budget", "runs", "runs-per-hour", "idle", "known",
    ]
    private static let laterAgentKeys = ["leases", "breakers"]

    /// The MCP clients, by name.
    func agents(
        _ node: PolicyNode, tools: [ToolName: ToolPolicy],
        operators: [OperatorName: OperatorPolicy]
    ) -> [AgentName: AgentPolicy] {
        var agents: [AgentName: AgentPolicy] = [:]
        var proofs: [AgentProof: String] = [:]
        for member in members(node, "agents") {
            guard checkName(member, "an agent"), let agent = agent(member, tools: tools) else {
                continue
            }
            if let other = proofs.updateValue(member.key, forKey: agent.proof) {
                faults.report(
                    "agent '\(other)' has the same proof (\(agent.proof.words)); each agent needs "
                        + "one of its own", at: member.place)
            }
            checkOwner(of: agent, operators, at: member.place)
            agents[agent.name] = agent
        }
        return agents
    }

    /// An owner who is nobody's name here, perhaps misspelled, would not be kept from anything.
    private func checkOwner(
        of agent: AgentPolicy, _ operators: [OperatorName: OperatorPolicy], at place: Place
    ) {
        guard !agent.ownerMayAnswer, !operators.values.contains(where: agent.isOwned) else {
            return
        }
        faults.report(
            "'owner-may-answer: false' would bind nobody: the owner '\(agent.owner)' is no "
                + "operator's name and no operator's user; remove it, or write that name as owner",
            at: place)
    }

    private func agent(
        _ member: PolicyNode.Member, tools: [ToolName: ToolPolicy]
    ) -> AgentPolicy? {
        guard
            let section = Section(
                member.value, "agent \(member.key)", at: member.place,
                keys: PolicyReader.agentKeys, later: PolicyReader.laterAgentKeys, faults: faults)
        else { return nil }
        let owner = section.required("owner", faults).flatMap { words($0, "owner", longest: 64) }
        let proof = section.required("proof", faults).flatMap(self.proof)
        let may = section["may"].map(grants) ?? [:]
        let budget = section["budget"].flatMap { self.budget($0, may: may, tools: tools) }
        let ownerMayAnswer = section["owner-may-answer"].flatMap { flag($0, "owner-may-answer") }
        let policy = AgentPolicy(
            name: AgentName(member.key), owner: owner ?? "", proof: proof ?? .token(file: ""),
            may: may, resources: section["resources"].map { servers($0, "resources") } ?? [:],
            prompts: section["prompts"].map { servers($0, "prompts") } ?? [:],
            rung: section["rung"].flatMap(rung) ?? .holdAll,
            holdReads: section["hold-reads"].flatMap { flag($0, "hold-reads") } ?? false,
            budget: budget ?? Budget(line: member.place.line),
            runs: section["runs"].flatMap { word($0, "runs") } ?? .shared,
            runsPerHour: section["runs-per-hour"].flatMap {
                count($0, "runs-per-hour", in: 1...10_000)
            } ?? AgentPolicy.usualRunsPerHour,
            idle: section["idle"].flatMap {
                duration($0, "idle", in: .seconds(10) ... .seconds(86_400))
            } ?? AgentPolicy.usualIdle,
            known: section["known"].map(self.known) ?? [],
            ownerMayAnswer: ownerMayAnswer ?? true, line: member.place.line)
        return owner == nil || proof == nil ? nil : policy
    }

    private func proof(_ node: PolicyNode) -> AgentProof? {
        guard
            let section = Section(
                node, "proof", keys: ["token", "user"], later: ["certificate", "oauth"],
                faults: faults)
        else { return nil }
        switch (section["token"], section["user"]) {
        case (let token?, nil): return path(token, "token").map { .token(file: $0) }
        case (nil, let name?): return user(name).map { .user($0) }
        default:
            faults.report(
                "proof needs exactly one of 'token' and 'user', as in { token: keys/agent.hash }",
                at: node.place)
            return nil
        }
    }

    private func grants(_ node: PolicyNode) -> [ToolName: Int] {
        var grants: [ToolName: Int] = [:]
        for element in list(node, "may") {
            guard let text = text(element, "a tool"), let name = toolName(text, at: element.place),
                isDeclared(text, "tool", in: names.tools, at: element.place)
            else { continue }
            if grants.updateValue(element.place.line, forKey: name) != nil {
                faults.report("'\(name)' stands in may twice; keep one", at: element.place)
            }
        }
        return grants
    }

    private func servers(_ node: PolicyNode, _ what: String) -> [ServerName: Int] {
        var servers: [ServerName: Int] = [:]
        for element in list(node, what) {
            guard let text = text(element, "a server"),
                isDeclared(text, "server", in: names.servers, at: element.place)
            else { continue }
            if servers.updateValue(element.place.line, forKey: ServerName(text)) != nil {
                faults.report("'\(text)' stands in \(what) twice; keep one", at: element.place)
            }
        }
        return servers
    }

    private func budget(
        _ node: PolicyNode, may: [ToolName: Int], tools: [ToolName: ToolPolicy]
    ) -> Budget? {
        guard
            let section = Section(
                node, "budget", keys: ["calls", "writes", "money", "time"] + UnitWords.things,
                later: ["high"], faults: faults)
        else { return nil }
        let sums = self.sums(section)
        let spent = Set(may.keys.flatMap { tools[$0]?.blast.map(\.unit) ?? [] })
        for unit in sums.keys.sorted() where !spent.contains(unit) {
            faults.report(
                "a budget in \(unit), but no tool that the agent may use has a blast radius in it, "
                    + "so it would bind nothing; remove it, or add the blast radius",
                at: section[unit.text]?.place ?? section["money"]?.place ?? node.place)
        }
        let calls = section["calls"].flatMap { count($0, "calls", in: 1...1_000_000) }
        let writes = section["writes"].flatMap { count($0, "writes", in: 0...1_000_000) }
        return Budget(
            calls: calls ?? Budget.usualCalls, writes: writes ?? Budget.usualWrites, sums: sums,
            time: section["time"].flatMap {
                duration($0, "time", in: .seconds(10) ... .seconds(30 * 86_400))
            } ?? Budget.usualTime, line: node.place.line)
    }
}
