import Governance
import JSON
import Testing

/// A policy with one of everything, each part of which a test may change.
struct PolicyParts {
    var label = "a"
    var mode = PolicyMode.enforce
    var audit = AuditMode.normal
    var appetite: Int? = 2000
    var hasAlert = true
    var killDirectory: String?
    var hasTest = false
    var hasSecondOperator = false
    var user = "ana"
    var answers = Tier.high
    var scripts: Tier? = .low
    var powers: Set<Power> = [.release, .apply]
    var command = ["pay"]
    var hasCredential = false
    var serverIdle = Duration.seconds(600)
    var restarts = 5
    var hasSecondTool = false
    var tier: Tier? = .medium
    var say = "refund"
    var cap: Int? = 500
    var value = "/amount"
    var countsRecords = false
    var recipients = ["/account"]
    var known: Set<Recipient> = [Recipient("A1")]
    var rate: Int? = 10
    var over = Limit.Over.hold
    var hasDenyRule = true
    var ruleName = "XX"
    var justify = false
    var hasSecondAgent = false
    var owner = "cleo"
    var proof = AgentProof.token(file: "t")
    var isGranted = true
    var hasResources = false
    var rung = Rung.holdAll
    var holdReads = false
    var ownerMayAnswer = true
    var calls = 60
    var writes = 20
    var money: Int? = 100
    var time = Duration.seconds(1800)
    var runs = RunScope.shared
    var runsPerHour = 6
    var idle = Duration.seconds(600)
    var wait = Duration.seconds(300)
    var park = Duration.seconds(1800)
    var perAgent = 5
    var line = 1

    func policy() throws -> Policy {
        let digest = try #require(Digest(bytes: [UInt8](repeating: 1, count: Digest.byteCount)))
        let refund = try tool()
        var tools = [refund.name: refund]
        if hasSecondTool {
            let other = ToolPolicy(
                name: ToolName(server: ServerName("pay"), tool: "other"), tier: .low, line: line)
            tools[other.name] = other
        }
        var agents = [AgentName("bot"): agent("bot")]
        if hasSecondAgent { agents[AgentName("bat")] = agent("bat") }
        let test = PolicyTest(
            agent: AgentName("bot"), call: refund.name, arguments: .null, expect: .deny, line: line)
        return Policy(
            digest: digest, host: HostLabel(label: label), mode: mode, audit: audit,
            appetite: appetite.map { [Unit("usd"): ExactDecimal($0)] } ?? [:],
            operators: operators(),
            servers: [ServerName("pay"): server()], tools: tools, agents: agents,
            holds: HoldPolicy(wait: wait, park: park, perAgent: perAgent, line: line),
            alerts: hasAlert ? [AlertCommand(command: ["page"], line: line)] : [],
            killDirectory: killDirectory, tests: hasTest ? [test] : [])
    }

    private func operators() -> [OperatorName: OperatorPolicy] {
        var people = [
            OperatorName("ana"): OperatorPolicy(
                name: OperatorName("ana"), user: user, answers: answers, scripts: scripts,
                may: powers, line: line)
        ]
        if hasSecondOperator {
            people[OperatorName("bo")] = OperatorPolicy(
                name: OperatorName("bo"), user: "bo", answers: .low, line: line)
        }
        return people
    }

    private func server() -> ServerPolicy {
        ServerPolicy(
            name: ServerName("pay"), command: command,
            credentials: hasCredential ? [AgentName("bot"): ["K": "f"]] : [:], idle: serverIdle,
            restarts: RestartLimit(count: restarts, window: .seconds(600)), line: line)
    }

    private func tool() throws -> ToolPolicy {
        let usd = BlastQuantity(
            unit: Unit("usd"), source: .value(try JSONPointer(value)),
            cap: cap.map { ExactDecimal($0) }, line: line)
        let records = BlastQuantity(
            unit: Unit("records"), source: .each(ExactDecimal(1)), cap: nil, line: line)
        let limit = rate.map {
            Limit(
                name: RuleName(ruleName), measure: .calls($0), window: .seconds(60), over: over,
                line: line)
        }
        let rule = DenyRule(
            name: RuleName(ruleName),
            conditions: [
                Condition(
                    argument: try JSONPointer("/account"), sense: .if, selector: .prefix(["XX"]))
            ],
            line: line)
        return ToolPolicy(
            name: ToolName(server: ServerName("pay"), tool: "refund"), tier: tier,
            say: try SayTemplate(say), blast: countsRecords ? [usd, records] : [usd],
            recipients: try recipients.map { try JSONPointer($0) }, known: known,
            limits: limit.map { [$0] } ?? [], deny: hasDenyRule ? [rule] : [], justify: justify,
            line: line)
    }

    private func agent(_ name: String) -> AgentPolicy {
        let refund = ToolName(server: ServerName("pay"), tool: "refund")
        return AgentPolicy(
            name: AgentName(name), owner: owner, proof: proof,
            may: isGranted ? [refund: line] : [:],
            resources: hasResources ? [ServerName("pay"): line] : [:], rung: rung,
            holdReads: holdReads,
            budget: Budget(
                calls: calls, writes: writes,
                sums: money.map { [Unit("usd"): ExactDecimal($0)] } ?? [:],
                time: time, line: line),
            runs: runs, runsPerHour: runsPerHour, idle: idle, ownerMayAnswer: ownerMayAnswer,
            line: line)
    }
}
