import Governance
import JSON
import Testing

/// Step 1: the agent is paused.
struct PauseCheckTests {
    @Test func onlyThePausedAgent() {
        var story = Story()
        story.tell(.paused(AgentName("kid"), by: .person(Story.ana), reason: "odd"))
        let kid = story.call("list", by: "kid")
        #expect(kid.refused?.kind == .paused && kid.found(.pause) == .deny)
        #expect(kid.finding(.pause)?.detail == "paused by ana: odd")
        let bot = story.call("list")
        #expect(bot.admitted != nil && bot.found(.pause) == nil)
    }
}
