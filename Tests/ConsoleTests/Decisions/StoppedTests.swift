import Control
import Governance
import SafeText
import Testing

@testable import Console

/// What is stopped goes on by a marked list; a kill is released by its name and a reason.
@Suite struct StoppedTests {
    private static func pause(_ at: Int64 = 0) -> ActView {
        ActView(by: "operator:ana", at: Sample.wall(at), reason: "released from kill everything")
    }

    private static let kill = KillView(
        scope: .everything, source: .command,
        act: ActView(by: "operator:bo", at: Sample.wall(0), reason: "runaway"))

    /// Three paused agents, the list open.
    private static func desk(kills: [KillView] = []) -> Desk {
        var desk = Desk()
        desk.status.kills = kills
        desk.status.agents = ["billing-bot", "deploy", "etl"].map {
            Sample.agent($0, paused: pause())
        }
        desk.tell()
        desk.type("R")
        return desk
    }

    private static func resumed(_ desk: Desk) -> [String] {
        desk.asked.compactMap {
            if case .resume(let agent) = $0.request { agent.text } else { nil }
        }
    }

    private static func released(_ desk: Desk) -> [ControlRequest] {
        desk.asked.map(\.request).filter { if case .release = $0 { true } else { false } }
    }

    @Test func theMarkedAreResumedAndNoOthers() {
        var desk = Self.desk()
        desk.type(" jj R")
        desk.show()
        desk.wait(1)
        #expect(desk.screen.contains("resume these 2?"))
        desk.type("y")
        #expect(Self.resumed(desk) == ["billing-bot", "etl"])
    }

    @Test func aMarkIsTakenAwayByTheSameKey() {
        var desk = Self.desk()
        desk.type("  j R")
        desk.show()
        desk.wait(1)
        desk.type("y")
        #expect(Self.resumed(desk) == ["deploy"])
    }

    @Test func withoutAMarkNothingIsAsked() {
        var desk = Self.desk()
        desk.type("R")
        #expect(desk.model.prompt == nil)
        #expect(desk.screen.contains("mark the agents first: Space"))
    }

    @Test func aKeyTypedAheadResumesNothing() {
        var desk = Self.desk()
        desk.type(" Ry")
        desk.wait(5)
        desk.type("y")
        #expect(Self.resumed(desk).isEmpty, "the terminal has not shown the question")
        desk.show()
        desk.type("y")
        #expect(Self.resumed(desk).isEmpty)
        desk.wait(1)
        desk.type("y")
        #expect(Self.resumed(desk) == ["billing-bot"])
    }

    @Test(arguments: [Key.enter, .character("Y"), .character("R"), .character(" "), .escape])
    func nothingElseConfirms(key: Key) {
        var desk = Self.desk()
        desk.type(" R")
        desk.show()
        desk.wait(1)
        desk.press(key)
        desk.type("y")
        #expect(Self.resumed(desk).isEmpty)
    }

    /// Another operator paused it anew, for a reason of their own: that was not marked.
    @Test func aMarkFallsWithItsPause() {
        var desk = Self.desk()
        desk.type(" j R")
        desk.show()
        desk.wait(1)
        desk.status.agents[0].paused = ActView(
            by: "operator:bo", at: Sample.wall(5), reason: "mine")
        desk.tell()
        #expect(desk.screen.contains("is not stopped as it was when it was marked"))
        desk.type("y")
        #expect(Self.resumed(desk) == ["deploy"])
    }

    /// What was paused after the question was put is not in it.
    @Test func theQuestionIsFrozen() {
        var desk = Self.desk()
        desk.type(" R")
        desk.show()
        desk.wait(1)
        desk.status.agents.append(Sample.agent("new", paused: Self.pause(9)))
        desk.tell()
        desk.type("y")
        #expect(Self.resumed(desk) == ["billing-bot"])
    }

    @Test func onlySoManyAreMarked() {
        var desk = Desk()
        desk.status.agents = (0..<20).map { Sample.agent("bot\($0 + 10)", paused: Self.pause()) }
        desk.tell()
        desk.type("R")
        for _ in 0..<20 { desk.type(" j") }
        #expect(desk.model.stopped?.marked.count == StoppedList.most)
        desk.type("R")
        let asked = desk.rows.filter { $0.hasPrefix("  bot") }
        #expect(asked.count == StoppedList.most, "each is named in the question at 80x24")
    }

    @Test func theCursorStaysOnItsAgent() {
        var desk = Self.desk(kills: [Self.kill])
        desk.type("jj")
        #expect(desk.model.stopped?.cursor == .agent(AgentName("deploy")))
        desk.status.kills = []
        desk.tell()
        #expect(desk.rows.contains { $0.hasPrefix(">[ ]    deploy") })
    }

    /// The palette reaches it from everywhere: a card under it would count as read.
    @Test(arguments: ["2", "2c"]) func nothingIsToBeDecidedUnderIt(keys: String) {
        var desk = Desk([.critical, .critical])
        desk.type(keys)
        if keys == "2" { desk.open() }
        desk.type(":stopped")
        desk.press(.enter)
        #expect(desk.model.place == .stopped)
        #expect(desk.model.card == nil && desk.model.group == nil)
    }

    @Test func whatIsOverIsNotMarked() {
        var desk = Self.desk()
        desk.status.agents[0].paused = nil
        desk.tell()
        desk.type(" ")
        #expect(desk.model.stopped?.marked.isEmpty == true)
    }

    @Test func aReleaseTakesTheNameAndAReason() {
        var desk = Self.desk(kills: [Self.kill])
        desk.press(.enter)
        desk.type("everything")
        desk.press(.enter)
        #expect(Self.released(desk).isEmpty)
        desk.press(.enter)
        desk.type("  ")
        desk.press(.enter)
        #expect(Self.released(desk).isEmpty, "the record wants a reason")
        desk.type("the key was replaced")
        desk.press(.enter)
        #expect(
            Self.released(desk) == [
                .release(scope: .everything, reason: "  the key was replaced")
            ])
    }

    @Test(arguments: ["", "e", "Everything", "everything ", "y", "all"])
    func anotherNameReleasesNothing(
        name: String
    ) {
        var desk = Self.desk(kills: [Self.kill])
        desk.press(.enter)
        desk.type(name)
        desk.press(.enter)
        #expect(desk.model.prompt == nil)
        desk.type("why")
        desk.press(.enter)
        #expect(Self.released(desk).isEmpty)
    }

    @Test func aPasteIsNoName() {
        var desk = Self.desk(kills: [Self.kill])
        desk.press(.enter)
        desk.take(.pasted("everything"))
        #expect(desk.model.prompt == nil)
    }

    static let scopes: [(ControlScope, String)] = [
        (.server(ServerName("pay")), "pay"),
        (.tool(ToolName(server: ServerName("pay"), tool: "refund")), "pay/refund"),
        (.agent(AgentName("etl")), "etl"), (.run("r7"), "r7"),
    ]

    @Test(arguments: scopes.map(\.1)) func aScopeIsReleasedByItsName(name: String) throws {
        let scope = try #require(Self.scopes.first { $0.1 == name }).0
        var desk = Self.desk(
            kills: [KillView(scope: scope, source: .command, act: Self.kill.act), Self.kill])
        desk.press(.enter)
        desk.type(name)
        desk.press(.enter)
        desk.type("x")
        desk.press(.enter)
        #expect(Self.released(desk) == [.release(scope: scope, reason: "x")])
    }

    @Test func whoMayNotReleaseIsTold() {
        var desk = Self.desk(kills: [Self.kill])
        desk.model.you?.may = []
        desk.press(.enter)
        #expect(desk.model.prompt == nil)
        #expect(desk.screen.contains("the policy does not let ana release a kill"))
    }

    @Test func aConsoleThatLooksNeitherReleasesNorResumes() {
        var desk = Self.desk(kills: [Self.kill])
        desk.type("q")
        desk.type("LR")
        desk.press(.enter)
        #expect(desk.model.prompt == nil)
        desk.type("j R")
        #expect(desk.model.prompt == nil)
        #expect(desk.screen.contains("this console is locked"))
    }

    @Test func aReleaseThatStandsBesideOthersSaysSo() {
        var desk = Self.desk(kills: [Self.kill])
        desk.press(.enter)
        desk.type("everything")
        desk.press(.enter)
        desk.type("x")
        desk.press(.enter)
        desk.replyToAct(
            DoneView(
                message: "everything is released", standing: ["a file is in the kill directory"]))
        #expect(desk.screen.contains("everything is released. a file is in the kill directory"))
        #expect(desk.model.stopped != nil, "the paused agents are there to be marked")
    }

    @Test func whatIsResumedIsToldTogether() {
        var desk = Self.desk()
        desk.type(" j R")
        desk.show()
        desk.wait(1)
        desk.type("y")
        desk.replyToAct(DoneView(message: "done"))
        #expect(desk.model.receipt == nil)
        desk.replyToAct(DoneView(message: "done"))
        #expect(desk.screen.contains("billing-bot, deploy may call again"))
        #expect(desk.model.receipt?.inverse == nil, "P on Runs pauses one again")
    }
}
