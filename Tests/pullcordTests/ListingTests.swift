import Console
import Control
import Governance
import SafeText
import Testing

@testable import pullcord

/// Lists as an operator reads them at night: what waits on top, and nothing in the way of it.
@Suite struct ListingTests {
    private static func hold(
        _ code: String, _ state: HoldSummary.State, settled: Int64? = nil, isPaused: Bool = false
    ) throws -> HoldSummary {
        var hold = try Samples.summary(state: state)
        hold.code = code
        hold.settled = settled.map { ActView(by: "operator:bo", at: Samples.later($0)) }
        hold.paused =
            isPaused ? ActView(by: "operator:ana", at: Samples.now, reason: "it loops") : nil
        return hold
    }

    private static func lines(_ holds: [HoldSummary], showsAll: Bool = false) -> [String] {
        let view = HoldsView(host: Samples.host, holds: holds, more: 0)
        return Listing.holds(view, showsAll: showsAll).map(\.plain)
    }

    @Test func whatIsSettledStandsBelowWhatWaits() throws {
        let holds = [
            try Self.hold("AAA", .denied, settled: -30), try Self.hold("BBB", .open),
            try Self.hold("CCC", .forwarded, settled: -9), try Self.hold("DDD", .approved),
            try Self.hold("EEE", .open, isPaused: true),
        ]
        #expect(
            Self.lines(holds).dropFirst() == [
                "CODE  TIER    AGE   LEFT   AGENT        TOOL        STATE",
                "BBB   MEDIUM  0:12  29:48  billing-bot  pay/refund  open, caller waits",
                "DDD   MEDIUM  0:12  -      billing-bot  pay/refund  approved",
                "EEE   MEDIUM  0:12  29:48  billing-bot  pay/refund  open, PAUSED", "",
                "settled lately, the latest first:",
                "CODE  TIER    AGO   AGENT        TOOL        HOW IT ENDED",
                "CCC   MEDIUM  0:09  billing-bot  pay/refund  approved and sent by bo",
                "AAA   MEDIUM  0:30  billing-bot  pay/refund  denied by bo",
            ])
    }

    @Test func fewOfTheSettledStandThereUnlessAllAreAskedFor() throws {
        let holds = try (1...8).map { try Self.hold("A\($0)A", .expired, settled: Int64(-$0)) }
        let few = Self.lines(holds)
        #expect(few[1] == "nothing waits")
        #expect(few.count { $0.contains("expired") } == 5)
        #expect(few.last == "and 3 more settled: `pullcord holds --all`")
        let all = Self.lines(holds, showsAll: true)
        #expect(all.count { $0.contains("expired") } == 8)
        #expect(all.last?.hasPrefix("A8A") == true)
    }

    @Test func whereNothingWasHeldThereIsOneLine() {
        #expect(Self.lines([]).dropFirst() == ["nothing waits"])
    }

    private static func agent(
        _ rungs: [String: Rung], paused: ActView? = nil
    ) -> AgentView {
        AgentView(
            name: AgentName("bot"), owner: "cleo", proof: .token, isProvable: true, unguarded: [],
            paused: paused, connections: 1, run: "r1", holds: 0, inFlight: 0,
            rungs: rungs.sorted { $0.key < $1.key }.map {
                RungView(
                    tool: ToolName(server: ServerName("pay"), tool: $0.key), rung: $0.value,
                    ceiling: .withinCaps)
            })
    }

    private static func lines(_ agent: AgentView) -> [String] {
        Listing.agents(AgentsView(host: Samples.host, agents: [agent])).dropFirst(2).map(\.plain)
    }

    @Test func eachAgentShowsItsRung() {
        #expect(Self.lines(Self.agent(["a": .holdAll, "b": .holdAll]))[0].contains("hold-all"))
        let mixed = Self.lines(Self.agent(["a": .holdAll, "b": .withinCaps, "c": .holdAll]))
        #expect(mixed[0].contains("mixed"))
        #expect(
            mixed.dropFirst() == ["  within-caps  pay/b", "  hold-all     pay/a pay/c"])
    }

    @Test func aPauseSaysWhoAndWhy() {
        let pause = ActView(by: "operator:ana", at: Samples.now, reason: "it loops")
        let lines = Self.lines(Self.agent(["a": .holdAll], paused: pause))
        #expect(lines[0].contains("PAUSED"))
        #expect(lines[1] == "  PAUSED       by ana since \(Samples.now): \"it loops\"")
    }

    @Test func anAgentThatIsHeldBackSaysHowMuchWasRefused() {
        var agent = Self.agent(["a": .holdAll])
        agent.heldBack = HeldBackView(since: Samples.now, refusals: 1_234, perSecond: 51)
        let lines = Self.lines(agent)
        #expect(lines[0].contains("HELD BACK") && !lines[0].contains("connected"))
        #expect(lines[1].hasPrefix("  held back    51 refusals/s, 1234 since \(Samples.now):"))
    }

    @Test func theCardOfAPausedAgentSaysPaused() throws {
        let hold = Samples.hold(try Self.hold("AAA", .open, isPaused: true))
        let rows = CardText(hold, for: OperatorName("ana"), columns: 80).lines.map(\.plain)
        let place = try #require(rows.firstIndex { $0.hasPrefix("PAUSED") })
        #expect(
            rows[place...(place + 1)] == [
                "PAUSED     billing-bot by ana since \(Samples.now): \"it loops\"",
                "           it cannot be approved before `pullcord resume billing-bot`",
            ])
        #expect(Approval.obstacle(to: hold, digest: nil, isScript: false)?.status == .notPermitted)
    }

    /// What has no room beside long names goes on below: it is why somebody looks.
    @Test func theLastCellIsWholeWhateverTheNames() throws {
        var hold = try Self.hold("AAA", .open)
        hold.agent = AgentName("billing-bot-of-the-north")
        hold.tool = ToolName(server: ServerName("payments"), tool: "create_refund")
        let lines = Self.lines([hold])
        #expect(lines.suffix(2).first?.hasPrefix("AAA   MEDIUM") == true)
        #expect(lines.last == "    open, caller waits")
        #expect(lines.allSatisfy { $0.utf8.count <= 80 })
    }
}
