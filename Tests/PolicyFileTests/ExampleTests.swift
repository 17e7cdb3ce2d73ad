import Governance
import JSON
import PolicyFile
import Testing

/// The design's example says what it seems to say.
struct ExampleTests {
    private let policy: Policy

    init() throws {
        policy = try PolicyText.read(PolicyText.example).get()
    }

    @Test func theTopOfTheFileIsRead() throws {
        #expect(policy.digest == PolicyText.digest)
        #expect(policy.host == HostLabel(label: "prod-eu", colour: .alarm))
        #expect(policy.mode == .enforce)
        #expect(policy.audit == .normal)
        #expect(
            policy.appetite == [
                Unit("usd"): ExactDecimal(2000), Unit("records"): ExactDecimal(500),
                Unit("recipients"): ExactDecimal(20),
            ])
        #expect(policy.holds == HoldPolicy(line: 34))
        #expect(policy.alerts == [AlertCommand(command: ["/usr/local/bin/page-me"], line: 35)])
    }

    @Test func operatorsHaveTheirPowers() throws {
        let ana = try #require(policy.operators[OperatorName("ana")])
        #expect(ana.answers == .critical && ana.scripts == nil && ana.may == Set(Power.allCases))
        let bo = try #require(policy.operators[OperatorName("bo")])
        #expect(
            bo
                == OperatorPolicy(
                    name: OperatorName("bo"), user: "bo", answers: .high, scripts: .medium, line: 7)
        )
    }

    @Test func aServerHasItsCommandAndCredentials() throws {
        let pay = try #require(policy.servers[ServerName("pay")])
        #expect(pay.command == ["pay-mcp", "--live"])
        #expect(pay.credentials == [AgentName("billing-bot"): ["PAY_KEY": "keys/pay-billing"]])
        #expect(pay.idle == .seconds(600) && pay.restarts == .usual)
    }

    @Test func aToolHasItsRules() throws {
        let refund = try #require(policy.tools[ToolName(server: ServerName("pay"), tool: "refund")])
        #expect(refund.tier == .medium)
        #expect(
            refund.say?.pieces == [
                .words("refund "), .argument(try JSONPointer("/amount")), .words(" usd to "),
                .argument(try JSONPointer("/account")),
            ])
        #expect(
            refund.blast == [
                BlastQuantity(
                    unit: Unit("usd"), source: .value(try JSONPointer("/amount")),
                    cap: ExactDecimal(500), line: 18)
            ])
        #expect(
            refund.limits.map(\.measure) == [
                .calls(10), .sum(ExactDecimal(2000), Unit("usd")), .newRecipients(3),
            ])
        #expect(refund.limits.map(\.window) == [.seconds(60), .seconds(3600), .seconds(3600)])
        #expect(refund.limits.map(\.line) == [20, 20, 20])
        #expect(
            refund.deny.map(\.words) == [
                "if /account prefix [XX]", "unless /url host [api.pay.example, *.internal.example]",
            ])
        #expect(refund.deny.map(\.name.text) == ["pay/refund deny 1", "far"])
        #expect(refund.deny.map(\.line) == [22, 23])
        #expect(!refund.justify)
        let close = try #require(
            policy.tools[ToolName(server: ServerName("pay"), tool: "close_account")])
        #expect(close.justify && close.tier == .critical)
    }

    @Test func anAgentHasItsGrants() throws {
        let agent = try #require(policy.agents[AgentName("billing-bot")])
        #expect(agent.may.count == 3)
        #expect(agent.may.values.allSatisfy { $0 == 30 })
        #expect(agent.resources == [ServerName("mail"): 31])
        #expect(agent.proof == .token(file: "keys/billing-bot.hash"))
        #expect(agent.rung == .withinCaps && !agent.holdReads && agent.runs == .shared)
        #expect(agent.budget == Budget(sums: [Unit("usd"): ExactDecimal(2000)], line: 33))
        #expect(agent.servers == [ServerName("pay"), ServerName("mail")])
    }

    @Test func testsHaveTheTypesOfJSON() throws {
        #expect(policy.tests.map(\.expect) == [.allow, .deny])
        #expect(policy.tests[1].why == .cap)
        #expect(policy.tests[0].known == [Recipient("A1")])
        #expect(
            policy.tests[1].arguments
                == .object(
                    JSONObject([
                        (name: "amount", value: .number(JSONNumber(900))),
                        (name: "account", value: .string("12")),
                    ])))
    }

    @Test func whatTheSmallestPolicyLeavesOutIsTheUsual() throws {
        let policy = try PolicyText.read(PolicyText.smallest).get()
        #expect(policy.mode == .enforce && policy.audit == .normal && policy.appetite.isEmpty)
        #expect(
            policy.holds == HoldPolicy() && policy.alerts.isEmpty && policy.killDirectory == nil)
        #expect(policy.tools.isEmpty && policy.agents.isEmpty && policy.tests.isEmpty)
    }

    @Test func aToolWithoutAnythingIsHeldAsHigh() throws {
        let text =
            PolicyText.smallest + "\ntools:\n  pay/x:\n  pay/y: {}\n  pay/z: { deny: always }\n"
        let tools = try PolicyText.read(text).get().tools
        #expect(tools.values.allSatisfy { $0.tier == nil && $0.effectiveTier == .high })
        let z = try #require(tools[ToolName(server: ServerName("pay"), tool: "z")])
        #expect(z.deny.map { $0.finding(on: .object(JSONObject())) } == [.denies])
    }
}
