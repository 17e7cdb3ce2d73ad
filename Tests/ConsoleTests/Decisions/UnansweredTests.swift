import Control
import Governance
import SafeText
import Testing

@testable import Console

/// What is asked on a line that lives, and never answered.
@Suite struct UnansweredTests {
    /// Beats go on; nothing else is answered.
    private static func silence(_ desk: inout Desk, _ seconds: Int) {
        for _ in 0..<seconds { desk.wait(1) }
    }

    @Test func aLookThatIsNeverAnsweredIsAskedAgain() {
        var desk = Desk([.medium])
        desk.type("5")
        desk.forget()
        // Another hold, and nobody answers the look at the list.
        let row = TailRow(
            Sample.record(500, kind: "hold.opened"), time: Sample.wall(desk.now),
            kind: "hold.opened", word: "HELD", about: "x", weight: .held)
        desk.take(.entries([row]))
        #expect(desk.asked.count { $0.request == .holds } == 1)
        Self.silence(&desk, 9)
        #expect(desk.asked.count { $0.request == .holds } == 1)
        Self.silence(&desk, 2)
        #expect(desk.asked.count { $0.request == .holds } == 2)
    }

    @Test func aCardThatDoesNotComeIsSaidAndCanBeAskedForAgain() {
        var desk = Desk([.medium])
        desk.press(.character("2"), .enter)
        desk.forget()
        Self.silence(&desk, 11)
        #expect(desk.model.opening == nil)
        #expect(desk.screen.contains("33R was not shown: the supervisor did not answer"))
        desk.press(.enter)
        desk.answer()
        #expect(desk.model.card?.code == "33R")
    }

    @Test func anActThatIsNotAnsweredIsSaid() {
        var desk = Desk()
        desk.type("Zwhy")
        desk.press(.enter)
        desk.forget()
        Self.silence(&desk, 11)
        #expect(
            desk.screen.contains(
                "freeze everybody's writes was not confirmed: the supervisor did not answer"))
    }

    @Test func aPictureThatDoesNotComeIsAskedForAgain() {
        var desk = Desk()
        desk.take(.connected(Sample.welcome(at: desk.now)))
        desk.forget()
        Self.silence(&desk, 11)
        #expect(desk.asked.contains { $0.request == .subscribe(from: nil) })
    }

    /// More time and a recall carry no digest: what they would reach is what was shown, or nothing.
    @Test(arguments: ["h", "u"]) func whatIsNotShownAnyMoreIsNeitherExtendedNorRecalled(key: String)
    {
        var desk = Desk([.high])
        desk.open()
        if key == "u" {
            desk.type("a33R")
            desk.settle(.approved)
            desk.show()
            desk.wait(2)
        }
        let before = desk.asked.count
        // The list tells of another question under this code; its card has not come.
        var other = desk.holds[0].summary
        other.digest = Sample.digest(77)
        _ = desk.model.queue.merge(HoldsView(host: desk.status.host, holds: [other], more: 0))
        desk.type(key)
        #expect(desk.asked.count == before)
        #expect(desk.screen.contains("33R is not what is shown any more"))
    }

    @Test func helpScrollsNoFurtherThanItsEnd() {
        var desk = Desk()
        desk.type("?")
        for _ in 0..<50 { desk.type(" ") }
        let end = desk.rows
        desk.type("k")
        #expect(desk.rows != end, "the way back begins at once")
    }

    /// A policy that came after the card wants words: the card asks for them, and not for ever the
    /// supervisor's refusal.
    @Test func aRefusalForWantOfWordsMakesTheCardAsk() {
        var desk = Desk([.medium])
        desk.open()
        desk.type("a3")
        desk.holds[0].mustJustify = true
        desk.refuse(
            ControlFault(
                .mustJustify, message: "pay/refund is approved with words only",
                next: "say why with --reason"))
        desk.show()
        desk.wait(1)
        desk.type("a3")
        #expect(desk.answers.count == 1)
        #expect(desk.screen.contains("WHY (the policy asks), Enter > _"))
        desk.type("the vendor asked")
        desk.press(.enter)
        #expect(desk.answers.last?.justification == "the vendor asked")
    }
}
