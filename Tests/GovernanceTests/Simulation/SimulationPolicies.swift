import Governance
import JSON

/// The policies of a simulation, from the strictest to the freest: each allows all that those
/// before it allow, so that the witness knows without comparing which change is freer.
enum SimulationPolicies {
    static let all: [Policy] = (0..<4).map(policy)

    /// How free a policy is; the digest is its name.
    static func level(of policy: Policy) -> Int {
        all.firstIndex { $0.digest == policy.digest } ?? -1
    }

    private static func policy(_ level: Int) -> Policy {
        var sample = Sample()
        sample.seed = UInt64(100 + level)
        sample.tools = Sample.named(tools(level))
        sample.agents = Sample.named(agents(level, may: Array(sample.tools.keys)))
        sample.holds = HoldPolicy(
            wait: .seconds(60), park: .seconds(400), perAgent: 4 + level, line: 90)
        return sample.policy
    }

    private static func tools(_ level: Int) -> [ToolPolicy] {
        let cap = ["400", "450", "500", "550"][level]
        return [
            Sample.policy("list", .low),
            Sample.policy("look", .low, limits: [Sample.limit(.calls(6 + level), 60)]),
            Sample.policy("note", .medium),
            Sample.policy(
                "pay", .medium, blast: [Sample.dollars(cap: cap)], recipients: ["/to"],
                known: ["alice"],
                limits: [
                    Sample.limit(.sum(Sample.amount("\(800 + 100 * level)"), Unit("usd")), 300),
                    Sample.limit(.sum(Sample.amount("\(2000 + 100 * level)"), Unit("usd")), 1800),
                    Sample.limit(.newRecipients(2 + level), 600),
                ], deny: [Sample.noMallory]),
            Sample.policy(
                "rate", .medium,
                limits: [
                    Sample.limit(.calls(3 + level), 30), Sample.limit(.calls(9 + level), 600),
                ]),
            Sample.policy("gate", .medium, limits: [Sample.limit(.calls(2 + level), 60, .deny)]),
            Sample.policy(
                "wire", .high, blast: [Sample.dollars(cap: nil)],
                limits: [Sample.limit(.calls(2 + level), 30)]),
            Sample.policy("close", .critical),
            Sample.policy("odd", nil),
        ]
    }

    private static func agents(_ level: Int, may: [ToolName]) -> [AgentPolicy] {
        let budget = Budget(
            calls: 40 + level, writes: 15 + level,
            sums: [Unit("usd"): Sample.amount("\(1500 + 100 * level)")], time: .seconds(3000),
            line: 61)
        let fewer = may.filter { $0.tool.text != "close" }
        return [
            Sample.agent("bot", budget: budget, runsPerHour: 30, may: may),
            Sample.agent(
                "duo", budget: budget, runs: .perConnection, runsPerHour: 40, may: fewer),
            Sample.agent("kid", rung: .holdAll, holdReads: level == 0, runsPerHour: 20, may: may),
        ]
    }
}
