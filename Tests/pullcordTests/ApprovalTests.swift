import Control
import Governance
import SafeText
import Testing

@testable import pullcord

/// What stands between a person or a script and an approval.
@Suite(.serialized) struct ApprovalTests {
    static let digest = String(
        (0..<32).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())

    private func approve(
        _ hold: HoldView, _ arguments: [String]
    ) throws -> (status: CommandStatus, answers: [ControlAnswer]) {
        let settled = SettledView(hold: hold.summary, sequence: 9, message: "sent")
        let supervisor = try FakeSupervisor { request in
            switch request {
            case .hello: [.reply(.welcome(CommandTests.welcome))]
            case .hold: [.reply(.hold(hold))]
            default: [.reply(.settled(settled))]
            }
        }
        defer { supervisor.stop() }
        let status = Pullcord.run(arguments + ["--run", supervisor.run])
        let answers = supervisor.requests.compactMap { request -> ControlAnswer? in
            guard case .answer(let answer) = request else { return nil }
            return answer
        }
        return (status, answers)
    }

    @Test(arguments: [Tier.low, .medium, .high]) func aScriptSendsTheDigestItWasGiven(
        _ tier: Tier
    ) throws {
        let hold = Samples.hold(try Samples.summary(tier: tier))
        let (status, answers) = try approve(hold, ["approve", "A7Q", "--digest", Self.digest])
        #expect(status == .done)
        #expect(answers.map(\.channel) == [.script])
        #expect(answers.map(\.digest.hexadecimal) == [Self.digest])
        #expect(answers.map(\.decision) == [.approve])
        #expect(answers.map(\.revision) == [1])
    }

    @Test func aScriptNeverApprovesCritical() throws {
        let hold = Samples.hold(try Samples.summary(tier: .critical))
        let (status, answers) = try approve(hold, ["approve", "A7Q", "--digest", Self.digest])
        #expect(status == .notPermitted)
        #expect(answers.isEmpty)
    }

    @Test func anotherDigestIsStale() throws {
        let hold = Samples.hold(try Samples.summary())
        let other = String(repeating: "0", count: 64)
        let (status, answers) = try approve(hold, ["approve", "A7Q", "--digest", other])
        #expect(status == .stale)
        #expect(answers.isEmpty)
    }

    @Test func whatCannotBeShownCannotBeApproved() throws {
        let hold = Samples.hold(try Samples.summary(tier: .high), missing: 1)
        let (status, answers) = try approve(hold, ["approve", "A7Q", "--digest", Self.digest])
        #expect(status == .refused)
        #expect(answers.isEmpty)
    }

    @Test func wordsArePartOfAnApprovalThatNeedsThem() throws {
        let hold = Samples.hold(try Samples.summary(), mustJustify: true)
        let command = ["approve", "A7Q", "--digest", Self.digest]
        let (without, none) = try approve(hold, command)
        #expect(without == .usage)
        #expect(none.isEmpty)
        let (with, answers) = try approve(hold, command + ["--reason", "the customer asked"])
        #expect(with == .done)
        #expect(answers.map(\.justification) == ["the customer asked"])
    }

    /// A denial can be turned around: the question says what it was and what an approval then means.
    @Test(arguments: [HoldSummary.State.denied, .expired])
    func aDeniedHoldIsApprovedForARetry(_ state: HoldSummary.State) throws {
        let hold = Samples.hold(try Samples.summary(state: state))
        let (status, answers) = try approve(hold, ["approve", "A7Q", "--digest", Self.digest])
        #expect(status == .done)
        #expect(answers.map(\.decision) == [.approve])
        let question = Approval.question(for: hold).plain
        #expect(question.contains("It is \(state == .denied ? "denied" : "expired")"))
        #expect(question.contains("once, when the agent asks again"))
    }

    @Test(arguments: [
        HoldSummary.State.approved, .approvedForRetry, .forwarded, .withdrawn,
    ])
    func whatIsApprovedOrGoneIsNotApproved(_ state: HoldSummary.State) throws {
        let hold = Samples.hold(try Samples.summary(state: state))
        let (status, answers) = try approve(hold, ["approve", "A7Q", "--digest", Self.digest])
        #expect(status == .stale)
        #expect(answers.isEmpty)
    }

    static let reasons: [(words: [String], denial: ControlDenial)] = [
        (["1"], .wrongTarget), (["2"], .tooBroad), (["suspicious"], .suspicious),
        (["not", "needed"], .notNeeded), (["not-needed"], .notNeeded), (["5"], .policy),
        (["not on a Friday"], .text("not on a Friday")),
        (["--reason", "too broad"], .tooBroad), (["--reason", "3"], .suspicious),
        (["--reason", "not on a Friday"], .text("not on a Friday")),
    ]

    @Test(arguments: reasons.indices) func aDenialCarriesItsReason(_ index: Int) throws {
        let hold = Samples.hold(try Samples.summary(tier: .critical))
        let (status, answers) = try approve(hold, ["deny", "A7Q"] + Self.reasons[index].words)
        #expect(status == .done)
        #expect(answers.map(\.decision) == [.deny(Self.reasons[index].denial)])
    }

    @Test(arguments: [
        (Tier.low, "a", true), (.low, "A", true), (.low, "A7Q", true), (.low, "A7", false),
        (.low, "7", false),
        (.medium, "a", true), (.medium, "", false), (.high, "a", false), (.high, "a7q", true),
        (.critical, "A7Q", true), (.critical, "A7", false), (.high, "A7QQ", false),
    ]) func theWordFitsTheTier(_ tier: Tier, _ typed: String, _ confirms: Bool) throws {
        let hold = Samples.hold(try Samples.summary(tier: tier))
        #expect(Approval.confirms(typed, hold) == confirms)
    }
}
