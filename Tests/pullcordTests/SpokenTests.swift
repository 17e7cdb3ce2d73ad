import Console
import Control
import Glibc
import Governance
import SafeText
import Testing

@testable import pullcord

/// Sentences that people read: in their words, counted as they count, and with the next step.
@Suite struct SpokenTests {
    @Test(arguments: [
        ("operator:root", "root"), ("latch", "the latch on disk"), ("signal", "a signal"),
        ("kill-file", "a file in the kill directory"), ("supervisor", "the supervisor"),
        ("robot:x", "robot:x"),
    ]) func whoDidItIsSaidInWords(_ wire: String, _ words: String) {
        #expect(Words.by(wire).plain.contains(words))
        #expect(!Words.by(wire).plain.contains("operator"))
    }

    @Test func oneIsNotMany() {
        #expect(Words.count(1, "agent", "agents").plain == "1 agent")
        #expect(Words.count(0, "agent", "agents").plain == "0 agents")
        #expect(Words.count(2, "agent", "agents").plain == "2 agents")
    }

    /// Nothing of the budgets is cut off, and each number says what it counts.
    @Test func aRunShowsAllThatItUsed() {
        let spent = [
            SpentView(name: "calls", spent: "1", limit: "60"),
            SpentView(name: "writes", spent: "0", limit: "20"),
            SpentView(name: "time", spent: "390", limit: "1800"),
            SpentView(name: "usd", spent: "1900.55", limit: "2000"),
        ]
        let run = RunView(
            run: "r1", agent: AgentName("billing-bot-of-the-north"), started: Samples.now,
            lastCall: Samples.now, ends: nil, ended: nil, connections: 1, holds: 2, spent: spent)
        let rows = Listing.runs(RunsView(host: Samples.host, runs: [run, run], more: 0))
        let used = "  used  1 of 60 calls, 0 of 20 writes, 6m30s of 30m, 1900.55 of 2000 usd"
        #expect(rows.map(\.plain).filter { $0 == used }.count == 2)
        #expect(rows.allSatisfy { $0.columns <= 80 })
    }

    @Test func whatIsDeniedIsSaidFirst() throws {
        let lines = Deny.lines(of: try Samples.summary(tier: .high), columns: 80).map(\.plain)
        #expect(lines == ["A7Q  HIGH  billing-bot  pay/refund: refund 900.00 usd to A1"])
    }

    @Test func anExtensionSaysUntilWhen() throws {
        let view = SettledView(
            hold: try Samples.summary(), sequence: 9, message: "it has more time")
        let line = Extend.line(of: view).plain
        #expect(line == "A7Q is open until \(Samples.later(1788)) (entry 9)")
    }

    @Test func whatWaitsNamesWhatAppliesIt() throws {
        let digest = try Samples.require(Samples.digest)
        let pending = PendingPolicyView(
            digest: digest, since: Samples.now, differences: ["pay/refund: cap"],
            approvalsNeeded: 1,
            approvedBy: [])
        let view = PolicyView(
            digest: digest, path: "p", loaded: Samples.now, pending: pending, faults: [])
        let lines = PolicyLines.lines(of: view).map(\.plain)
        #expect(
            lines.suffix(2) == [
                "applied by 0 of 1", "`pullcord policy apply` brings it into force",
            ])
    }

    static let places: [(failure: CommandFailure, status: CommandStatus, words: [String])] = [
        (
            TrustedPath.refusal(of: "/r", EACCES), .notPermitted,
            ["you may not look at", "operator of the policy", "supervisor's user"]
        ),
        (TrustedPath.refusal(of: "/r", ENOENT), .unreachable, ["start `pullcord supervise`"]),
        (
            StoredEntries.missing("/t", EACCES), .notPermitted,
            ["may not look into", "supervisor's user"]
        ),
        (StoredEntries.missing("/t", ENOENT), .notFound, ["no trail at", "--trail"]),
    ]

    /// Who may not look is told whom to be, and not that nothing is there.
    @Test(arguments: places.indices) func theRightPersonIsNamed(_ index: Int) {
        let place = Self.places[index]
        let said = place.failure.lines.map(\.plain).joined()
        #expect(place.failure.status == place.status)
        for words in place.words { #expect(said.contains(words), "\(said)") }
        #expect(said.contains("start `pullcord supervise`") == (place.status == .unreachable))
    }

    @Test(arguments: [["tail"], ["show", "c1"], ["verify"]])
    func aFolderWithoutATrailIsNone(_ words: [String]) {
        #expect(Pullcord.run(["audit"] + words + ["--trail", "/proc/self/task"]) == .notFound)
    }

    @Test func aComplaintIsNotBrokenInsideAWord() {
        let line: SafeText = """
            no supervisor has run here: there is no directory; start `pullcord supervise`, or name \
            its directory with --run or PULLCORD_RUN
            """
        let rows = Screen.broken([line, "short"], columns: 60).map(\.plain)
        #expect(rows.count == 4 && rows.last == "short" && rows.allSatisfy { $0.utf8.count <= 60 })
        let words = rows.dropLast().flatMap { $0.split(separator: " ") }
        #expect(words == line.plain.split(separator: " "))
    }

    @Test(arguments: [
        (["hold"], "did you mean `pullcord holds`?"),
        (["aprove", "A7Q"], "did you mean `pullcord approve`?"),
        (["--run", "/r", "holds"], "options stand after the command: `pullcord holds --run"),
        (["stat"], "did you mean `pullcord status`?"),
        (["audit", "tial", "-f"], "did you mean `pullcord audit tail`?"),
        (["agent", "ls"], "there is no command `pullcord agent ls`; `pullcord agent --help`"),
    ]) func aCommandThatIsNotThereNamesTheNearest(_ words: [String], _ said: String) throws {
        let failure = try Samples.require(UnknownCommand.failure(in: words))
        #expect(failure.status == .usage)
        #expect(failure.lines[0].plain.contains(said), "\(failure.lines[0].plain)")
    }

    @Test(arguments: [
        [], ["holds"], ["holds", "aprove"], ["--help"], ["--version"], ["help", "kill"], ["audit"],
        ["audit", "-h"],
        ["policy", "check", "chekc"], ["demo-server", "bank"],
    ]) func whatIsNoCommandIsNoneThatIsUnknown(_ words: [String]) {
        #expect(UnknownCommand.failure(in: words)?.status == nil)
    }

    @Test func theQuestionNamesThePolicyThatIsApplied() throws {
        let pending = PendingPolicyView(
            digest: try Samples.require(Samples.digest), since: Samples.now, differences: [],
            approvalsNeeded: 1, approvedBy: [])
        #expect(
            PolicyApply.question(for: pending).plain
                == "To apply policy 0001020304050607 type the first 4 characters of that digest")
    }
}
