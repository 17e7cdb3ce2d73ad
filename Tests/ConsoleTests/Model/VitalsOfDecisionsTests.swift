import Control
import Governance
import SafeText
import Testing

@testable import Console

/// What the console counts of the person at it, and what it offers when too much is asked.
@Suite struct VitalsOfDecisionsTests {
    /// The answer comes when the person is elsewhere already: on another screen, on another card.
    @Test(arguments: ["", "q", "q1", "n"]) func aDecisionCountsWhereverThePersonIs(keys: String) {
        var desk = Desk([.medium, .medium])
        desk.open()
        desk.type("a3" + keys)
        desk.answer()
        desk.wait(3)
        desk.settle(.approved)
        #expect(desk.model.vitals.decided(at: desk.now) == 1)
        #expect(desk.model.vitals.percentApproved(at: desk.now) == 100)
        #expect(
            desk.model.vitals.medianNanoseconds(at: desk.now) == 4 * Sample.second,
            "from the card on screen to the last key, not to the answer")
    }

    @Test func aQuickOneIsHasty() {
        var desk = Desk([.medium])
        desk.press(.character("2"), .enter)
        desk.answer()
        desk.show()
        desk.wait(1)
        desk.type("d1")
        desk.wait(3)
        desk.settle(.denied)
        #expect(desk.model.vitals.hasty(at: desk.now) == 1)
        #expect(desk.model.vitals.percentApproved(at: desk.now) == 0)
    }

    @Test func neitherTimeNorARecallIsADecision() {
        var desk = Desk([.medium])
        desk.open()
        desk.type("h")
        desk.settle(.open)
        #expect(desk.model.vitals.decided(at: desk.now) == 0)
    }

    /// Twelve are borne; the thirteenth names who asks most.
    @Test func theNoisiestIsOfferedAboveTwelve() {
        var desk = Desk(Array(repeating: .medium, count: 12))
        desk.status.agents = [Sample.agent("billing-bot"), Sample.agent("etl")]
        desk.tell()
        #expect(desk.model.noisiest(at: desk.now) == nil)
        desk.type("2N")
        #expect(desk.model.prompt == nil)
        #expect(desk.screen.contains("12 holds this hour: there is no agent to pause for it"))
        desk.holds.append(Sample.hold(20, tier: .medium, openedAt: desk.now))
        desk.holds[12].summary.agent = AgentName("etl")
        desk.tell()
        #expect(desk.model.noisiest(at: desk.now)?.agent == AgentName("billing-bot"))
        #expect(
            desk.rows[1].contains("13 holds this hour, 12 of billing-bot: N on Approve pauses it"))
        desk.type("N")
        #expect(desk.model.prompt == .reason(.pause(AgentName("billing-bot")), text: ""))
        desk.press(.enter)
        #expect(desk.asked.isEmpty, "not without a reason")
        desk.type("it loops")
        desk.press(.enter)
        #expect(
            desk.asked.map(\.request) == [
                .pause(agent: AgentName("billing-bot"), reason: "it loops")
            ])
    }

    @Test func aPausedAgentIsNotOffered() {
        var desk = Desk(Array(repeating: .medium, count: 13))
        let pause = ActView(by: "operator:bo", at: Sample.wall(0))
        desk.status.agents = [Sample.agent("billing-bot", paused: pause)]
        desk.tell()
        #expect(desk.model.noisiest(at: desk.now) == nil)
    }

    /// A console that comes late does not take what waits since long for what came now.
    @Test func aHoldCountsFromWhenItWasOpened() {
        var desk = Desk()
        desk.now = 4_000 * Sample.second
        desk.status.host.now = Sample.wall(desk.now)
        for number in 1...13 {
            desk.holds.append(
                Sample.hold(
                    UInt64(number), tier: .medium, openedAt: Int64(number) * 100 * Sample.second))
        }
        desk.tell()
        #expect(desk.model.vitals.holdsAnHour(at: desk.now) == 10)
    }
}
