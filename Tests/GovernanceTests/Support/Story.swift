import Governance
import JSON
import Testing

/// A playbook: who does what, and what follows. It owns a governor and a clock, tells events and
/// keeps every fact.
struct Story {
    private(set) var governor = Governor()
    private(set) var now = Moment(nanoseconds: 1_000_000_000)
    private(set) var facts: [Fact] = []
    private(set) var policy: Policy

    static let ana = OperatorName("ana")
    static let bo = OperatorName("bo")
    static let cy = OperatorName("cy")

    /// The policy is read, its tools are listed and pinned, agents connect (bot on 1, kid on 2,
    /// ghost on 3) and bot may run medium tools alone.
    init(_ sample: Sample = Sample()) {
        policy = sample.policy
        tell(.policyRead(PolicyReading(policy: policy)))
        for server in sample.servers {
            list(server)
        }
        for (index, agent) in ["bot", "kid", "ghost"].enumerated() {
            tell(.attached(AgentName(agent), ConnectionID(UInt64(index + 1))))
        }
        for tool in sample.tools.keys.sorted() {
            tell(.granted(AgentName("bot"), tool, .withinCaps, by: Story.ana, reason: "earned"))
        }
    }

    /// Tells an event now: decides, takes every fact, and gives them back.
    @discardableResult
    mutating func tell(_ event: Event) -> [Fact] {
        let decided = governor.decide(event, at: now)
        for fact in decided {
            governor.evolve(fact)
        }
        facts += decided
        if case .policyRead(let reading) = event, governor.policy?.digest == reading.policy.digest {
            policy = reading.policy
        }
        return decided
    }

    /// Time goes on, and the rim's timer rings whenever it is due.
    @discardableResult
    mutating func pass(_ span: Duration) -> [Fact] {
        let end = now.advanced(by: span)
        var seen: [Fact] = []
        while let wake = governor.nextWake, wake <= end {
            now = max(now, wake)
            let decided = tell(.ticked)
            #expect(!decided.isEmpty, "the timer rang for nothing")
            seen += decided
            if decided.isEmpty { break }
        }
        now = end
        return seen
    }

    /// Time goes on, and no timer rings: the machine was busy.
    mutating func pass(silently span: Duration) {
        now = now.advanced(by: span)
    }

    @discardableResult
    mutating func list(_ server: String = "bank", _ version: String = "1") -> [Fact] {
        let tools = policy.tools.keys.filter { $0.server.text == server }.sorted().map {
            ListedTool(tool: $0, definition: Story.definition(of: $0, version))
        }
        return tell(.listed(ServerName(server), tools))
    }

    static func definition(of tool: ToolName, _ version: String = "1") -> Digest {
        Sample.digest("definition \(tool) \(version)")
    }

    /// A proposal as the rim makes it: its arguments are read by the policy's selectors.
    func proposal(
        _ tool: String, _ arguments: String = "{}", by agent: String = "bot",
        on connection: UInt64? = nil,
        version: String? = "1", patience: Duration? = nil, faults: [String] = [],
        unchecked: [String] = [], run: Digest? = nil, argumentBytes: Int? = nil
    ) -> Proposal {
        let name = Sample.tool(tool)
        let subject = AgentName(agent)
        var reading = Reading()
        if let declared = policy.tools[name] {
            do {
                let value = try JSONValue.parse(Array(arguments.utf8))
                reading = ArgumentReader(tool: declared, agent: policy.agents[subject])
                    .read(value) { Sample.digest("recipient \($0)") }
            } catch {
                Issue.record("\(arguments): \(error)")
            }
        }
        reading.faults = faults
        reading.unchecked = unchecked
        let usual: UInt64 = ["bot": 1, "kid": 2, "ghost": 3][agent] ?? 9
        return Proposal(
            agent: subject, connection: ConnectionID(connection ?? usual), action: .tool(name),
            digest: Sample.digest("call \(name) \(arguments)"),
            definition: version.map { Story.definition(of: name, $0) }, reading: reading,
            argumentBytes: argumentBytes ?? arguments.utf8.count, patience: patience, runToken: run)
    }

    /// An agent calls a tool; the answer is the last fact.
    @discardableResult
    mutating func call(
        _ tool: String, _ arguments: String = "{}", by agent: String = "bot",
        on connection: UInt64? = nil, patience: Duration? = nil, run: Digest? = nil
    ) -> Answer {
        Answer(
            tell(
                .proposed(
                    proposal(
                        tool, arguments, by: agent, on: connection, patience: patience, run: run))))
    }

    /// A call that must be held: its hold.
    mutating func hold(
        _ tool: String, _ arguments: String = "{}", by agent: String = "bot",
        patience: Duration? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) -> Hold {
        let answer = call(tool, arguments, by: agent, patience: patience)
        guard let held = answer.held, let hold = governor.holds[call: held.judgement.call] else {
            Issue.record("not held: \(answer.facts)", sourceLocation: sourceLocation)
            preconditionFailure("not held: \(answer.facts)")
        }
        return hold
    }

    /// The hold as it stands now, live or settled.
    func state(of hold: Hold) -> Hold? { governor.holds.hold(coded: hold.code) }

    /// A person approves what the card shows now.
    @discardableResult
    mutating func approve(
        _ hold: Hold, by person: OperatorName = ana, channel: HoldAnswer.Channel = .terminal,
        digest: Digest? = nil, revision: Int? = nil, showing: HoldAnswer.Showing = .whole
    ) -> [Fact] {
        answer(hold, .approve, by: person, channel, digest, revision, showing)
    }

    @discardableResult
    mutating func deny(
        _ hold: Hold, by person: OperatorName = ana, channel: HoldAnswer.Channel = .terminal
    ) -> [Fact] {
        answer(hold, .deny(.tooBroad, note: "no"), by: person, channel, nil, nil, .nothing)
    }

    private mutating func answer(
        _ hold: Hold, _ verdict: HoldAnswer.Verdict, by person: OperatorName,
        _ channel: HoldAnswer.Channel, _ digest: Digest?, _ revision: Int?,
        _ showing: HoldAnswer.Showing
    ) -> [Fact] {
        let shown = state(of: hold) ?? hold
        return tell(
            .answered(
                HoldAnswer(
                    code: hold.code, verdict: verdict, by: person, channel: channel,
                    digest: digest ?? shown.judgement.digest,
                    revision: revision ?? shown.revision, showing: showing, note: "looked at it")))
    }

    /// The disk has the admission and the server is open: the call can go. The server lists what it
    /// listed when the call was judged, or something else.
    @discardableResult
    mutating func record(_ call: CallID, listed version: String? = nil) -> [Fact] {
        let judgement = governor.flights[call: call]?.judgement
        let other = version.flatMap { version in
            judgement?.action.tool.map { Story.definition(of: $0, version) }
        }
        return tell(.recorded(call, listed: other ?? judgement?.definition))
    }

    /// The disk has the admission: the call goes, and ends so.
    mutating func go(_ call: CallID, _ outcome: Outcome? = .succeeded) {
        record(call)
        if let outcome { tell(.finished(call, outcome)) }
    }
}
