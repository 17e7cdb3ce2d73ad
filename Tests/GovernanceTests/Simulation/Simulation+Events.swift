import Governance
import JSON

extension Simulation {
    /// What happens next: mostly calls and their ends, sometimes people, rarely a disaster.
    mutating func nextEvent(_ random: inout SeededRandom) -> Event {
        switch random.below(1000) {
        case 0..<380: propose(&random)
        case 380..<560: record(&random)
        case 560..<690: finish(&random)
        case 690..<730: .callerLeft(someCall(&random))
        case 730..<850: answer(&random)
        case 850..<870:
            .recalled(
                someCode(&random), by: someone(&random), isUnwritten: random.chance(50))
        case 870..<885:
            .extended(
                someCode(&random), by: someone(&random),
                span: random.pick([nil, nil, .seconds(1), .seconds(700)]))
        case 885..<930: switches(&random)
        case 930..<940: policies(&random)
        case 940..<955: connect(&random)
        case 955..<965: .listed(ServerName("bank"), listing(random.chance(20) ? "2" : "1"))
        case 965..<969: .ticked
        case 969:
            .proofChanged(
                AgentName("bot"), token: random.chance(50) ? .zero : nil, by: someone(&random))
        case 970..<976:
            .granted(
                AgentName(random.pick(["bot", "duo", "kid"])), someTool(&random),
                random.pick(Rung.allCases), by: someone(&random), reason: "earned")
        case 976..<979: .started(wasClean: random.chance(70), clock: Sample.clock)
        case 979..<983: random.chance(30) ? .trailBroke("disk full") : .trailRestored
        case 983..<988: unwritten(&random)
        default: .trailRestored
        }
    }

    func listing(_ version: String) -> [ListedTool] {
        SimulationPolicies.all[0].tools.keys.sorted().map { tool in
            // Only two tools ever drift: the others go on.
            let drifts = tool.tool.text == "note" || tool.tool.text == "wire"
            return ListedTool(
                tool: tool, definition: Story.definition(of: tool, drifts ? version : "1"))
        }
    }

    mutating func attachment(of agent: String) -> Event {
        let id = ConnectionID(nextConnection)
        nextConnection += 1
        connections.append((AgentName(agent), id))
        return .attached(AgentName(agent), id)
    }

    private mutating func connect(_ random: inout SeededRandom) -> Event {
        if connections.count < 3 || random.chance(30) {
            return attachment(of: random.pick(["bot", "duo", "kid"]))
        }
        let gone = connections.remove(at: random.below(connections.count))
        return .detached(gone.id)
    }

    private mutating func propose(_ random: inout SeededRandom) -> Event {
        if !lastProposals.isEmpty, random.chance(25) {
            // The same call again; now and then by somebody else.
            let old = random.pick(lastProposals)
            let agent = random.chance(85) ? old.agent : AgentName(random.pick(["bot", "duo"]))
            return .proposed(
                Proposal(
                    agent: agent, connection: connection(of: agent, &random), action: old.action,
                    digest: old.digest, definition: old.definition, reading: old.reading,
                    argumentBytes: old.argumentBytes, patience: old.patience))
        }
        let tool = someTool(&random)
        let agent = AgentName(random.pick(["bot", "bot", "duo", "kid"]))
        let amount = random.pick(["5", "0.01", "100", "200", "399.99", "420", "600", "-1", "1e2"])
        let to = random.pick(["alice", "alice", "dora", "eve", "finn", "gil", "mallory"])
        let salt = random.below(6)
        let arguments = "{\"amount\":\(amount),\"to\":\"\(to)\",\"salt\":\(salt)}"
        var reading = read(arguments, tool, agent)
        if random.chance(1) { reading.faults = ["it does not fit"] }
        let version = random.chance(98) ? "1" : "2"
        let proposal = Proposal(
            agent: agent, connection: connection(of: agent, &random), action: .tool(tool),
            digest: Sample.digest("\(tool) \(arguments)"),
            definition: Story.definition(of: tool, version), reading: reading,
            argumentBytes: random.pick([20, 20, 20, Governor.readableBytes + 1]),
            patience: random.chance(20) ? .seconds(45) : nil)
        lastProposals.append(proposal)
        if lastProposals.count > 12 { lastProposals.removeFirst() }
        return .proposed(proposal)
    }

    private func read(_ arguments: String, _ tool: ToolName, _ agent: AgentName) -> Reading {
        guard let declared = witness.policy.tools[tool] else { return Reading() }
        do {
            let value = try JSONValue.parse(Array(arguments.utf8))
            return ArgumentReader(tool: declared, agent: witness.policy.agents[agent])
                .read(value) { Sample.digest("recipient \($0)") }
        } catch {
            preconditionFailure("\(arguments): \(error)")
        }
    }

    private mutating func connection(
        of agent: AgentName, _ random: inout SeededRandom
    ) -> ConnectionID {
        let own = connections.filter { $0.agent == agent }.map(\.id)
        if !own.isEmpty, random.chance(97) { return random.pick(own) }
        let id = ConnectionID(nextConnection)
        nextConnection += 1
        connections.append((agent, id))
        return id
    }

    /// A call can be written; its server mostly lists what it listed when the call was judged.
    private func record(_ random: inout SeededRandom) -> Event {
        let call = admitted.isEmpty || random.chance(3) ? someCall(&random) : admitted[0]
        let judgement = governor.flights[call: call]?.judgement
        let other = judgement?.action.tool.map { Story.definition(of: $0, "2") }
        return .recorded(call, listed: random.chance(97) ? judgement?.definition : other)
    }

    /// A call that was let go is still unwritten.
    private func unwritten(_ random: inout SeededRandom) -> Event {
        let call = forwarded.isEmpty ? someCall(&random) : random.pick(forwarded)
        let judgement = governor.flights[call: call]?.judgement
        let other = judgement?.action.tool.map { Story.definition(of: $0, "2") }
        return .unwritten(call, listed: random.chance(90) ? judgement?.definition : other)
    }

    private func finish(_ random: inout SeededRandom) -> Event {
        let outcomes: [Outcome] = [
            .succeeded, .succeeded, .succeeded, .failed, .refusedByServer, .timedOut, .serverDied,
            .cancelled, .neverSent, .unknown,
        ]
        let flying = random.chance(90) ? forwarded : admitted
        if flying.isEmpty || random.chance(2) {
            return .finished(CallID(1_000_000 + UInt64(random.below(9))), .succeeded)
        }
        return .finished(random.pick(flying), random.pick(outcomes))
    }

    /// A person answers what the card shows, sometimes something older, sometimes twice.
    private mutating func answer(_ random: inout SeededRandom) -> Event {
        if let last = answered, random.chance(10) {
            return .answered(
                HoldAnswer(
                    code: last.code, verdict: random.chance(50) ? .approve : last.verdict,
                    by: someone(&random), channel: last.channel, digest: last.digest,
                    revision: last.revision, showing: last.showing, note: ""))
        }
        let live = governor.holds.live.values.sorted { $0.openedAt < $1.openedAt }
        let settled = governor.holds.settled.suffix(6)
        let all = random.chance(85) ? live : Array(settled)
        guard !all.isEmpty else { return .ticked }
        let hold = random.pick(all)
        let verdict: HoldAnswer.Verdict =
            random.chance(70) ? .approve : .deny(.tooBroad, note: "no")
        let answer = HoldAnswer(
            code: hold.code, verdict: verdict, by: someone(&random),
            channel: random.chance(15) ? .script : .terminal,
            digest: random.chance(95) ? hold.judgement.digest : Sample.digest("another"),
            revision: random.chance(95) ? hold.revision : hold.revision - 1,
            showing: random.chance(90) ? .whole : random.pick([.cut, .nothing]), note: "")
        answered = answer
        return .answered(answer)
    }

    private func switches(_ random: inout SeededRandom) -> Event {
        let agent = AgentName(random.pick(["bot", "duo", "kid"]))
        let scopes: [KillScope] = [
            .all, .server(ServerName("bank")), .tool(Sample.tool("pay")), .agent(agent),
            .run(RunID(UInt64(1 + random.below(20)))),
        ]
        let by = Actor.person(someone(&random))
        return switch random.below(100) {
        case 0..<4: .killed(random.pick(scopes), by: random.chance(50) ? by : .signal, reason: "x")
        case 4..<30:
            .released(
                aKill(or: scopes, &random), by: someone(&random),
                reason: random.chance(90) ? "checked" : " ")
        case 30..<34: .paused(agent, by: by, reason: "x")
        case 34..<82:
            .resumed(
                random.pick(governor.switches.pauses.keys.sorted() + [agent]), by: someone(&random))
        case 82..<84: .froze(true, by: by, reason: "x")
        case 84..<96: .froze(false, by: by, reason: "x")
        default: .runEnded(RunID(UInt64(1 + random.below(20))), by: someone(&random), note: "x")
        }
    }

    /// Mostly what is engaged, so that no kill lasts until nothing happens any more.
    private func aKill(or scopes: [KillScope], _ random: inout SeededRandom) -> KillScope {
        let engaged = governor.switches.kills.map(\.scope)
        return random.pick(engaged.isEmpty || random.chance(20) ? scopes : engaged)
    }

    private func policies(_ random: inout SeededRandom) -> Event {
        if let pending = governor.pending, random.chance(60) {
            return .policyApplied(digest: pending.policy.digest, by: someone(&random))
        }
        let policy = random.pick(SimulationPolicies.all)
        return .policyRead(PolicyReading(policy: policy))
    }

    private func someone(_ random: inout SeededRandom) -> OperatorName {
        OperatorName(random.pick(["ana", "ana", "ana", "bo", "cy", "nobody"]))
    }

    private func someTool(_ random: inout SeededRandom) -> ToolName {
        let names = [
            "list", "look", "note", "pay", "pay", "rate", "rate", "gate", "wire", "wire", "close",
            "odd",
        ]
        return Sample.tool(random.pick(names))
    }

    private func someCall(_ random: inout SeededRandom) -> CallID {
        let live = governor.holds.live.keys.sorted()
        let known = admitted + forwarded + live
        if known.isEmpty || random.chance(15) { return CallID(1_000_000 + random.next() % 9) }
        return random.pick(known)
    }

    private func someCode(_ random: inout SeededRandom) -> HoldCode {
        let live = governor.holds.live.values.sorted { $0.openedAt < $1.openedAt }.map(\.code)
        return live.isEmpty || random.chance(10)
            ? HoldCode(dealing: random.next() % 1000) : random.pick(live)
    }
}
