import Console
import Control
import Governance
import Testing

/// A card follows its hold: what changes of it besides its times makes another card.
@Suite struct ChangedCardTests {
    /// Changes that the supervisor makes, some of which keep the revision.
    static let changes: [(String, @Sendable (inout HoldSummary) -> Void)] = [
        ("approved by another, resting", { $0.state = .approved }),
        (
            "denied by another",
            {
                $0.state = .denied; $0.revision += 1
            }
        ),
        ("another digest", { $0.digest = Sample.digest(77) }),
        ("another revision", { $0.revision += 1 }),
        ("another tier", { $0.tier = .high }),
        (
            "the caller left",
            {
                $0.callerWaits = false; $0.revision += 1
            }
        ),
        ("the agent is paused", { $0.paused = ActView(by: "operator:bo", at: Sample.wall(0)) }),
        ("two are needed", { $0.approvalsNeeded = 2 }),
    ]

    @Test(arguments: changes.map(\.0)) func isArmedAnew(name: String) throws {
        let change = try #require(Self.changes.first { $0.0 == name }).1
        var desk = Desk([.medium])
        desk.open()
        desk.type("a")
        change(&desk.holds[0].summary)
        desk.tell()
        #expect(desk.model.card?.hold.summary == desk.holds[0].summary)
        desk.type("3")
        desk.type("a3")
        #expect(desk.answers.isEmpty)
    }

    @Test func moreTimeIsShownAndArmsNothingAnew() {
        var desk = Desk([.medium])
        desk.open()
        #expect(desk.screen.contains("29:56 left"))
        desk.press(.character("h"))
        desk.holds[0].summary.parkUntil = WallTime(
            nanoseconds: desk.holds[0].summary.parkUntil.nanoseconds + 300 * Sample.second)
        desk.settle(.open)
        #expect(desk.screen.contains("34:56 left"))
        desk.type("a3")
        #expect(desk.answers.count == 1)
    }

    /// Other holds come and go while a code is typed: this card is as it was, whatever nanosecond its
    /// times are told with.
    @Test(arguments: changes.map(\.0)) func thatItsTimesAreToldAnewChangesNothing(name: String)
        throws
    {
        let change = try #require(Self.changes.first { $0.0 == name }).1
        var desk = Desk([.high, .medium])
        change(&desk.holds[0].summary)
        desk.holds[0].summary.state = .open
        desk.holds[0].summary.paused = nil
        desk.holds[0].summary.approvals = [
            ApprovalView(by: OperatorName("bo"), at: Sample.wall(0), channel: .terminal)
        ]
        desk.jitter = 7
        desk.tell()
        desk.open()
        let fences = desk.takeFences().count
        desk.type("a33")
        desk.holds.append(Sample.hold(9, tier: .low, openedAt: desk.now))
        desk.tell()
        desk.wait(1)
        desk.answer()
        #expect(desk.takeFences().count == 0 && fences == 0, "it is not armed anew")
        #expect(!desk.screen.contains("has changed"))
        desk.type("R")
        #expect(desk.answers.count == 1)
    }

    /// The other's decision is said, also after this console gave more time.
    @Test func whoWasFasterIsSaidAfterAnExtension() {
        var desk = Desk([.medium])
        desk.open()
        desk.press(.character("h"))
        desk.settle(.open)
        desk.holds[0].summary.state = .denied
        desk.holds[0].summary.revision += 1
        desk.holds[0].summary.settled = ActView(by: "bo", at: Sample.wall(desk.now))
        desk.tell()
        #expect(desk.screen.contains("33R was decided by bo before you: denied"))
    }

    @Test func theAnswerCarriesWhatWasShown() {
        var desk = Desk([.medium])
        desk.open()
        let shown = desk.holds[0].summary
        // The list has news of it; the card's own look has not come.
        desk.holds[0].summary.digest = Sample.digest(99)
        desk.holds[0].summary.revision = 2
        let list = HoldsView(
            host: desk.status.host, holds: desk.holds.map(\.summary), more: 0)
        desk.press(.character("a"))
        var model = desk.model
        _ = model.queue.merge(list)
        desk.model = model
        desk.type("3")
        #expect(desk.answers.map(\.digest) == [shown.digest])
        #expect(desk.answers.map(\.revision) == [1])
    }

    @Test func keysForTheNextCardDecideNothingOnThisOne() {
        var desk = Desk([.medium, .medium])
        desk.open()
        desk.type("na")
        #expect(desk.screen.contains("45F is being opened"))
        desk.type("3")
        #expect(desk.answers.isEmpty)
        desk.answer()
        #expect(desk.model.card?.code == "45F")
    }

    @Test func aClosedCardDoesNotComeBack() {
        var desk = Desk([.medium])
        desk.press(.character("2"), .enter, .character("q"))
        desk.answer()
        #expect(desk.model.card == nil)
    }

    @Test(arguments: [HoldSummary.State.denied, .expired]) func aSettledCardIsTurnedByItsCode(
        state: HoldSummary.State
    ) {
        var desk = Desk([.high])
        desk.holds[0].summary.state = .open
        desk.open()
        desk.holds[0].summary.state = state
        desk.holds[0].summary.revision += 1
        desk.tell()
        desk.type("a33R")
        #expect(desk.answers.isEmpty, "not before it is armed anew")
        desk.show()
        desk.wait(2)
        desk.type("d1")
        desk.type("a33R")
        #expect(desk.answers.map(\.decision) == [.approve])
        #expect(desk.answers.map(\.revision) == [2])
    }
}
