import Console
import Control
import Governance
import Testing

/// What becomes of answers while the line is lost, slow or silent.
@Suite struct LostAnswerTests {
    @Test func whatWasBegunBeforeTheLineWasLostIsNotSent() {
        var desk = Desk([.high])
        desk.open()
        desk.type("a33")
        desk.take(.disconnected(why: "closed", retryAt: desk.now))
        desk.type("R")
        desk.take(.connected(Sample.welcome(at: desk.now)))
        desk.answer()
        desk.show()
        desk.type("R")
        #expect(desk.answers.isEmpty)
        #expect(desk.model.card?.sent == nil)
    }

    /// Nothing is heard for longer than it may be, between two keys.
    @Test func silenceBetweenTheKeysSendsNothing() {
        var desk = Desk([.high])
        desk.open()
        desk.type("a33")
        desk.now += 6 * Sample.second
        desk.type("R")
        #expect(desk.answers.isEmpty)
        #expect(desk.screen.contains("NOT LIVE"))
    }

    @Test func anAnswerWithoutAReplyIsNotAwaitedForEver() {
        var desk = Desk([.medium])
        desk.open()
        desk.type("a3")
        #expect(desk.answers.count == 1)
        #expect(desk.screen.contains("SENT, no answer yet"))
        desk.wait(4)
        #expect(desk.model.card?.sent != nil)
        desk.wait(1.5)
        #expect(desk.model.card?.sent == nil)
        #expect(
            desk.screen.contains(
                "33R: the supervisor did not answer; whether it counted is not known"))
    }

    @Test func aLateReplyCounts() {
        var desk = Desk([.medium])
        desk.open()
        desk.type("a3")
        desk.wait(6)
        desk.settle(.approved)
        #expect(desk.model.receipt?.inverse == .recall(code: "33R"))
        #expect(desk.model.card?.hold.summary.state == .approved)
    }

    @Test func anActLostWithTheLineIsSaid() {
        var desk = Desk()
        desk.press(.character("Z"), .character("x"), .enter)
        desk.take(.disconnected(why: "closed", retryAt: desk.now))
        #expect(desk.screen.contains("freeze everybody's writes was not confirmed"))
    }

    @Test func nothingIsAskedWithoutALine() {
        var desk = Desk([.medium])
        desk.press(.character("2"))
        desk.take(.disconnected(why: "closed", retryAt: desk.now))
        desk.press(.enter)
        #expect(desk.asked.isEmpty)
        #expect(desk.model.opening == nil)
        desk.take(.connected(Sample.welcome(at: desk.now)))
        desk.answer()
        desk.press(.enter)
        desk.answer()
        #expect(desk.model.card?.code == "33R", "the look is not under way for ever")
    }
}
