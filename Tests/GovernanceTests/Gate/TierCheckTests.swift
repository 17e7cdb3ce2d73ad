import Governance
import JSON
import Testing

/// Steps 10 and 12: the declared tier, and what has none.
struct TierCheckTests {
    @Test(arguments: [
        ("list", Tier.low, Ruling.allow), ("note", .medium, .allow), ("wire", .high, .hold),
        ("close", .critical, .hold), ("odd", .high, .hold),
    ])
    func tiers(_ tool: String, _ tier: Tier, _ ruling: Ruling) {
        var story = Story()
        let answer = story.call(tool, #"{"amount":1}"#)
        #expect(answer.judgement?.tier == tier && answer.ruling == ruling)
        #expect(answer.found(.tier) == ruling)
        #expect((answer.judgement?.declared == nil) == (tool == "odd"))
    }
}
