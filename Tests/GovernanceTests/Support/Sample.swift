import Governance
import JSON

/// The policy that the stories play under: a bank with a tool of each kind, three agents, three
/// operators. Every number is small, so that a story reaches it.
struct Sample {
    var seed: UInt64 = 1
    var mode = PolicyMode.enforce
    var servers = ["bank"]
    var tools: [ToolName: ToolPolicy] = Sample.usualTools
    var agents: [AgentName: AgentPolicy] = Sample.usualAgents
    var operators: [OperatorName: OperatorPolicy] = Sample.usualOperators
    var holds = HoldPolicy(
        wait: .seconds(60), park: .seconds(600), perAgent: 5, line: 90)

    var policy: Policy {
        Policy(
            digest: Sample.digest("policy", seed), host: HostLabel(label: "test"), mode: mode,
            operators: operators,
            servers: Dictionary(
                uniqueKeysWithValues: servers.map {
                    (
                        ServerName($0),
                        ServerPolicy(name: ServerName($0), command: ["true"], line: 10)
                    )
                }),
            tools: tools, agents: agents, holds: holds)
    }

    static let clock = ClockReading(boot: "b", bootNanoseconds: 1, wallNanoseconds: 1)

    static func tool(_ name: String, server: String = "bank") -> ToolName {
        ToolName(server: ServerName(server), tool: name)
    }

    /// A digest of some words: every bit of it depends on all of them.
    static func digest(_ text: String, _ seed: UInt64 = 0) -> Digest {
        var mixer = SeededRandom(seed: seed)
        var state = mixer.next()
        for byte in text.utf8 {
            var next = SeededRandom(seed: state ^ UInt64(byte))
            state = next.next()
        }
        var bytes: [UInt8] = []
        var last = SeededRandom(seed: state)
        for _ in 0..<4 {
            let word = last.next()
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
        return Digest(bytes: bytes) ?? .zero
    }

    static func pointer(_ text: String) -> JSONPointer {
        do {
            return try JSONPointer(text)
        } catch {
            preconditionFailure("\(text): \(error)")
        }
    }

    static func amount(_ text: String) -> ExactDecimal {
        guard let amount = ExactDecimal(text: text) else { preconditionFailure(text) }
        return amount
    }

    static func limit(
        _ measure: Limit.Measure, _ seconds: Int, _ over: Limit.Over = .hold, line: Int = 50
    ) -> Limit {
        Limit(
            name: RuleName("limit"), measure: measure, window: .seconds(seconds), over: over,
            line: line)
    }

    /// An amount in US dollars at `/amount`.
    static func dollars(cap: String?) -> BlastQuantity {
        BlastQuantity(
            unit: Unit("usd"), source: .value(pointer("/amount")), cap: cap.map(amount), line: 40)
    }

    static func policy(
        _ name: String, _ tier: Tier?, blast: [BlastQuantity] = [], recipients: [String] = [],
        known: [String] = [], limits: [Limit] = [], deny: [DenyRule] = []
    ) -> ToolPolicy {
        ToolPolicy(
            name: tool(name), tier: tier, blast: blast, recipients: recipients.map(pointer),
            known: Set(known.map { Recipient($0) }), limits: limits, deny: deny, line: 30)
    }

    /// Denies every call whose `/to` is `mallory`.
    static let noMallory = DenyRule(
        name: RuleName("no-mallory"),
        conditions: [
            Condition(argument: pointer("/to"), sense: .if, selector: .oneOf(["mallory"]))
        ], line: 33)

    static let usualTools = named([
        policy("list", .low),
        policy("note", .medium),
        policy(
            "pay", .medium, blast: [dollars(cap: "500")], recipients: ["/to"], known: ["alice"],
            limits: [
                limit(.sum(amount("1000"), Unit("usd")), 3600, line: 51),
                limit(.newRecipients(2), 3600, line: 52),
            ], deny: [noMallory]),
        policy("rate", .medium, limits: [limit(.calls(10), 60)]),
        policy("gate", .medium, limits: [limit(.calls(2), 60, .deny)]),
        policy("wire", .high, blast: [dollars(cap: nil)]),
        policy("close", .critical),
        policy("odd", nil),
    ])

    static func named(_ tools: [ToolPolicy]) -> [ToolName: ToolPolicy] {
        Dictionary(uniqueKeysWithValues: tools.map { ($0.name, $0) })
    }

    static func agent(
        _ name: String, rung: Rung = .withinCaps, holdReads: Bool = false,
        budget: Budget = Budget(
            calls: 40, writes: 30, sums: [Unit("usd"): amount("3000")], time: .seconds(7200),
            line: 61),
        runs: RunScope = .shared, runsPerHour: Int = 6, may: [ToolName] = Array(usualTools.keys)
    ) -> AgentPolicy {
        AgentPolicy(
            name: AgentName(name), owner: "cleo", proof: .token(file: "token"),
            may: Dictionary(uniqueKeysWithValues: may.map { ($0, 62) }),
            resources: [ServerName("bank"): 63], rung: rung, holdReads: holdReads, budget: budget,
            runs: runs, runsPerHour: runsPerHour, idle: .seconds(900), line: 60)
    }

    static let usualAgents = named([
        agent("bot"), agent("kid", rung: .holdAll, holdReads: true), agent("ghost", rung: .shadow),
    ])

    static func named(_ agents: [AgentPolicy]) -> [AgentName: AgentPolicy] {
        Dictionary(uniqueKeysWithValues: agents.map { ($0.name, $0) })
    }

    static let usualOperators = named([
        OperatorPolicy(
            name: OperatorName("ana"), user: "ana", answers: .critical, scripts: .high,
            may: [.release, .grant, .apply], line: 20),
        OperatorPolicy(
            name: OperatorName("bo"), user: "bo", answers: .high, scripts: .medium, line: 21),
        OperatorPolicy(name: OperatorName("cy"), user: "cy", answers: .medium, line: 22),
    ])

    static func named(_ operators: [OperatorPolicy]) -> [OperatorName: OperatorPolicy] {
        Dictionary(uniqueKeysWithValues: operators.map { ($0.name, $0) })
    }
}
