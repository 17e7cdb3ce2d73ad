import Governance
import PolicyFile
import Testing

/// The tests that stand in a policy file are put to the gate.
struct OwnTestTests {
    /// Every line counts: the findings cite them.
    static let policy = """
        pullcord: 1
        host: { label: test }
        operators: { ana: { user: ana, answers: high, may: [release, apply] } }
        servers: { pay: { command: [pay-mcp] } }
        tools:
          pay/list: { tier: low }
          pay/refund:
            tier: medium
            blast: { unit: usd, value: /amount, cap: 500 usd }
            recipient: /account
            limits: [ 10/min, 400 usd/h ]
            deny: [ { name: no-xx, argument: /account, if: { prefix: XX } } ]
          pay/close: { tier: high, say: close }
          pay/never: { tier: low, deny: always }
          pay/bare:
        agents:
          bot:
            owner: cleo
            proof: { token: bot.hash }
            may: [ pay/list, pay/refund, pay/close, pay/never, pay/bare ]
            rung: within-caps
            budget: { writes: 5, money: 300 usd }
          kid: { owner: cleo, proof: { token: kid.hash }, may: [ pay/list ], hold-reads: true }

        """

    static func results(_ tests: [String], mode: String = "enforce") throws -> [PolicyTestResult] {
        let lines = tests.map { "  - { \($0) }\n" }.joined()
        let text = policy + "mode: \(mode)\ntests:\n" + lines
        return try PolicyText.read(text).get().testResults()
    }

    static let refund = "agent: bot, call: pay/refund, args: { amount: 50, account: A1 }"

    /// What comes out and the checks that gave it.
    @Test(arguments: [
        ("agent: bot, call: pay/list", "allow", ""),
        ("\(refund), known: [A1]", "allow", ""),
        // A recipient that is not known raises the tier: medium becomes high.
        (refund, "hold", "tier rung"),
        ("\(refund), known: [A2]", "hold", "tier rung"),
        ("\(refund), known: [A1], rung: hold-all", "hold", "rung"),
        (
            "agent: bot, call: pay/refund, args: { amount: 501, account: A1 }, known: [A1]", "deny",
            "cap"
        ),
        // Over the hour's sum and over the run's budget; the sum raises the tier too.
        (
            "agent: bot, call: pay/refund, args: { amount: 401, account: A1 }, known: [A1]", "hold",
            "limit tier budget rung"
        ),
        (
            "agent: bot, call: pay/refund, args: { amount: '50', account: A1 }, known: [A1]",
            "hold", "quantity"
        ),
        (
            "agent: bot, call: pay/refund, args: { amount: 5, account: XX1 }, known: [XX1]", "deny",
            "rule"
        ),
        ("agent: bot, call: pay/refund, args: { amount: 5 }", "hold", "rule"),
        ("agent: bot, call: pay/close", "hold", "tier rung"),
        ("agent: bot, call: pay/never", "deny", "rule"),
        ("agent: bot, call: pay/bare", "hold", "tier rung"),
        ("agent: kid, call: pay/close", "deny", "grant"),
        ("agent: kid, call: pay/list", "hold", "rung"),
    ])
    func whatComesOut(_ test: String, _ ruling: String, _ checks: String) throws {
        for expect in ["allow", "hold", "deny"] {
            let result = try OwnTestTests.results(["\(test), expect: \(expect)"])[0]
            #expect(result.ruling.rawValue == ruling)
            #expect(result.isPassed == (expect == ruling))
            guard !checks.isEmpty else { continue }
            let decisive = result.decisive.map(\.check.rawValue)
            #expect(decisive == checks.split(separator: " ").map(String.init))
        }
    }

    @Test(arguments: [
        ("cap", true), ("limit", false), ("rule", false), ("rung", false), ("grant", false),
    ])
    func theReasonCounts(_ why: String, _ isPassed: Bool) throws {
        let call = "agent: bot, call: pay/refund, args: { amount: 900, account: A1 }"
        let result = try OwnTestTests.results(["\(call), expect: deny, why: \(why)"])[0]
        #expect(result.isPassed == isPassed)
    }

    /// Each test starts afresh: what one takes the next does not miss.
    @Test func nothingIsSpentByTheTestBefore() throws {
        let tests = Array(
            repeating: "\(OwnTestTests.refund), known: [A1], expect: allow", count: 20)
        #expect(try OwnTestTests.results(tests).allSatisfy(\.isPassed))
    }

    /// A file that only observes is tested for what it would do.
    @Test func observingChangesNoAnswer() throws {
        let test = "agent: bot, call: pay/never, expect: deny, why: rule"
        #expect(try OwnTestTests.results([test], mode: "observe")[0].isPassed)
    }

    @Test func aFailureSaysWhatCameOutAndWhere() throws {
        let results = try OwnTestTests.results([
            "agent: bot, call: pay/list, expect: allow",
            "\(OwnTestTests.refund), known: [A1], expect: deny, why: cap",
            "agent: bot, call: pay/refund, args: { amount: 5, account: XX }, expect: allow",
        ])
        #expect(results.map(\.test.line) == [26, 27, 28])
        #expect(
            results.map(\.sentence) == [
                "bot calling pay/list: allow, as expected",
                "bot calling pay/refund: allow, but deny by cap was expected",
                "bot calling pay/refund: deny by rule, but allow was expected",
            ])
        #expect(
            results[1].findings.map(\.check) == [
                .grant, .cap, .recipient, .limit, .limit, .tier, .budget, .rung,
            ])
        let rule = try #require(results[2].findings.first { $0.check == .rule })
        #expect(rule.line == 12 && rule.detail == "no-xx (if /account prefix [XX])")
        let limit = try #require(results[1].findings.first { $0.check == .limit })
        #expect(limit.line == 11 && limit.detail == "pay/refund limit 1 (10/1m, over: hold): 1")
    }

    /// The draft's powers are those that this version acts upon.
    @Test func aPowerThatNothingActsOnIsRefused() {
        let text = PolicyText.smallest.replacing(
            "[release, apply]", with: "[release, accept, apply]")
        #expect(
            PolicyText.faults(text) == [
                "policy.yaml:3:62: power 'accept' is not yet supported by this version; choose 'release', 'grant', 'apply'"
            ])
    }
}
