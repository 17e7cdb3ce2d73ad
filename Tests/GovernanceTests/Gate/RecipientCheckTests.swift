import Governance
import JSON
import Testing

/// Step 10: a recipient that is not known raises by one.
struct RecipientCheckTests {
    @Test(arguments: [
        (#"{"amount":1,"to":"alice"}"#, Tier.medium),
        (#"{"amount":1,"to":[]}"#, .medium),
        (#"{"amount":1,"to":"dora"}"#, .high),
        (#"{"amount":1,"to":["alice","dora"]}"#, .high),
        // Another spelling is another recipient.
        (#"{"amount":1,"to":"Alice"}"#, .high),
    ])
    func recipients(_ arguments: String, _ tier: Tier) {
        var story = Story()
        let answer = story.call("pay", arguments)
        #expect(answer.judgement?.tier == tier && answer.judgement?.declared == .medium)
        #expect(answer.ruling == (tier == .high ? .hold : .allow))
    }

    @Test func whatADeniedCallNamedStaysUnknown() {
        var story = Story()
        let hold = story.hold("pay", #"{"amount":1,"to":"dora"}"#)
        story.deny(hold)
        #expect(story.hold("pay", #"{"amount":2,"to":"dora"}"#).judgement.tier == .high)
    }
}
