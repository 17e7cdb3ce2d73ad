import Console
import Control
import Governance
import SafeText
import Testing

/// The guided tour: its steps are done by what the console shows, whoever did it, and by its own key.
@Suite struct TourTests {
    /// The tour at a step that `>` led to.
    private func desk(_ tiers: [Tier] = [], at step: Tour.Step, size: Size = .full) -> Desk {
        var desk = Desk(size: size, tour: Tour())
        for _ in Tour.Step.allCases where desk.model.tour?.step != step {
            desk.press(.character(">"))
        }
        desk.arrive(tiers)
        return desk
    }

    @Test func theFirstStepIsDoneWhenARowWasOpenedAndClosed() {
        var desk = desk(at: .look)
        desk.tell(ofCall: 7)
        desk.press(.enter)
        desk.answer()
        desk.wait(1)
        #expect(desk.step == .look, "it is open")
        desk.press(.character("q"))
        #expect(desk.step == .open)
    }

    @Test func aCallIsOpenedAndApproved() {
        var desk = desk([.medium], at: .open)
        #expect(desk.screen.contains("33R waits for an answer"))
        desk.open()
        #expect(desk.step == .approve)
        #expect(desk.screen.contains("a, then 3."))
        desk.type("a3")
        #expect(desk.step == .approve, "it was sent, and nobody has confirmed it")
        desk.settle(.forwarded)
        desk.tell()
        #expect(desk.step == .deny)
        #expect(desk.screen.contains("33R was approved."))
    }

    @Test(
        arguments: [
            (HoldSummary.State.denied, "33R was denied."),
            (.expired, "Nobody answered 33R: denied."), (.withdrawn, "33R was withdrawn."),
        ])
    func whatBecameOfACallIsToldAndNotWhatWasWanted(state: HoldSummary.State, words: String) {
        var desk = desk([.medium], at: .open)
        desk.open()
        desk.become(state)
        #expect(desk.step == .deny)
        #expect(desk.screen.contains(words))
    }

    @Test func timeEndsAStepWhoseCallNobodyOpened() {
        var desk = desk([.medium], at: .open)
        desk.become(.expired)
        #expect(desk.step == .deny, "there is nothing to approve any more")
    }

    @Test func theCallToDenyIsThatOfTheAgentThatWasMisled() {
        var desk = desk([.medium], at: .deny)
        #expect(!desk.screen.contains("Open 33R"))
        desk.arrive([.high], agent: Tour.misled)
        #expect(desk.screen.contains("Open 45F"))
        desk.become(.denied)
        #expect(desk.step == .deny, "another call was denied")
        desk.become(.denied, place: 1)
        #expect(desk.step == .pause)
    }

    @Test func anAgentIsPaused() {
        var desk = desk(at: .pause)
        desk.status.agents = [
            AgentView(
                name: Tour.runaway, owner: "cleo", proof: .token, isProvable: true, unguarded: [],
                paused: ActView(by: "operator:ana", at: Sample.wall(0)), connections: 1, run: "r1",
                holds: 0, inFlight: 0, rungs: [])
        ]
        desk.tell()
        #expect(desk.step == .kill)
    }

    @Test func theBudgetHoldsTheAgentThatNobodyPaused() {
        var desk = desk(at: .pause)
        desk.arrive([.low], agent: Tour.runaway)
        #expect(desk.step == .kill)
        #expect(desk.screen.contains("report-bot met its budget and waits."))
    }

    @Test func aKillIsInForceAndReleased() {
        var desk = desk(at: .kill)
        desk.press(.control("x"), .character("K"))
        #expect(desk.step == .kill, "nobody has confirmed it")
        let act = ActView(by: "operator:ana", at: Sample.wall(0))
        desk.status.kills = [KillView(scope: .everything, source: .command, act: act)]
        desk.tell()
        #expect(desk.step == .release)
        desk.status.kills = []
        desk.tell()
        #expect(desk.step == .help)
    }

    @Test func helpIsOpenedAndClosed() {
        var desk = desk(at: .help)
        desk.press(.character("?"))
        desk.wait(1)
        #expect(desk.step == .help)
        desk.press(.character("q"))
        #expect(desk.step == .leave)
    }

    @Test func whoSkipsIsAskedForNothingThatWasSkipped() {
        var desk = desk(at: .look)
        var steps: [Tour.Step] = []
        for _ in 0..<20 {
            desk.press(.character(">"))
            if let step = desk.step, step != steps.last { steps.append(step) }
        }
        #expect(steps == [.open, .deny, .pause, .kill, .help, .leave])
    }

    /// Outside is told of each step as it begins, once, so that there is something to try.
    @Test func eachStepIsToldOnce() {
        var desk = desk([.medium], at: .open)
        desk.open()
        desk.become(.denied)
        desk.wait(1)
        #expect(desk.toured == [.open, .approve, .deny])
    }

    @Test func noTimeEndsAStep() {
        var desk = desk(at: .look)
        for _ in 0..<100 { desk.wait(100) }
        #expect(desk.step == .look)
    }

    @Test func putAwayItGivesItsRowsBack() {
        var desk = desk(at: .look)
        #expect(desk.model.size == Size(rows: 21, columns: 80))
        desk.press(.character("<"))
        #expect(desk.model.size == .full)
        #expect(!desk.screen.contains("TOUR"))
        desk.press(.character(">"))
        #expect(desk.model.size == Size(rows: 21, columns: 80))
        #expect(desk.step == .look, "shown again, and not skipped")
    }

    @Test func aSmallTerminalIsNotMadeSmaller() {
        var desk = desk(at: .look)
        desk.take(.resized(Size(rows: 23, columns: 80)))
        #expect(desk.model.size == Size(rows: 23, columns: 80))
        #expect(!desk.screen.contains("TOUR"))
        #expect(desk.screen.contains("the tour needs 80 columns and 24 rows"))
        desk.take(.resized(.full))
        #expect(desk.screen.contains("TOUR 1 of 9"))
        #expect(desk.rows.count == 24)
    }

    @Test func withoutATourItsKeysAndCommandsAreNotThere() {
        var desk = Desk()
        desk.press(.character(">"))
        #expect(desk.screen.contains("\">\" does nothing here"))
        desk.press(.character(":"))
        desk.type("tour")
        #expect(desk.screen.contains("no command is called that"))
        desk.press(.escape, .character("?"), .character("G"))
        #expect(!desk.screen.contains("tour"))
    }

    /// A card whose strip is put away or shown lies elsewhere: it is armed anew.
    @Test func puttingItAwayArmsTheCardAnew() {
        var desk = desk([.medium], at: .open)
        desk.open()
        #expect(desk.screen.contains("[ARMED]"))
        desk.press(.character("<"))
        #expect(!desk.screen.contains("[ARMED]"))
        desk.type("a3")
        #expect(desk.answers.isEmpty)
    }

    /// What is said fits the strip, in every step and whatever became of the one before.
    @Test(arguments: Tour.Step.allCases, [nil] + HoldSummary.State.allCases)
    func nothingOfItsTextIsCut(step: Tour.Step, ending: HoldSummary.State?) throws {
        var desk = desk([.high], at: .open)
        if let ending, ending != .open {
            desk.open()
            desk.become(ending)
        }
        for _ in Tour.Step.allCases where desk.step != step { desk.press(.character(">")) }
        for _ in 0..<2 {
            let strip = try #require(desk.rows.firstIndex { $0.contains("TOUR ") })
            #expect(strip == 19)
            let shown = desk.rows[(strip + 1)...(strip + 2)].joined().split(separator: " ")
            let meant = try #require(desk.model.tour).text(desk.model).plain.split(separator: " ")
            #expect(shown == meant)
            desk.arrive([.high], agent: Tour.misled)
        }
    }
}

extension Desk {
    fileprivate var step: Tour.Step? { model.tour?.step }

    fileprivate var toured: [Tour.Step] {
        commands.compactMap { if case .toured(let step) = $0 { step } else { nil } }
    }

    /// Holds come.
    fileprivate mutating func arrive(
        _ tiers: [Tier], agent: AgentName = AgentName("billing-bot")
    ) {
        for tier in tiers {
            var hold = Sample.hold(
                UInt64(holds.count + 1), tier: tier, openedAt: now, arguments: 2)
            hold.summary.agent = agent
            holds.append(hold)
        }
        if !tiers.isEmpty { tell() }
    }

    /// A hold is not open any more.
    fileprivate mutating func become(_ state: HoldSummary.State, place: Int = 0) {
        holds[place].summary.state = state
        holds[place].summary.revision += 1
        tell()
    }

    /// An entry of a call comes.
    fileprivate mutating func tell(ofCall call: UInt64) {
        take(
            .entries([
                TailRow(
                    Sample.record(500, kind: "call.admitted"), time: Sample.wall(now),
                    kind: "call.admitted", word: "ALLOWED", about: "x", weight: .calm, call: call)
            ]))
    }
}
