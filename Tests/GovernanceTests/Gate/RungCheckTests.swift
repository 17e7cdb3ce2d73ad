import Governance
import JSON
import Testing

/// Step 11: the stricter of ceiling and grant.
struct RungCheckTests {
    @Test(arguments: [
        ("list", "bot", Ruling.allow), ("note", "bot", .allow), ("wire", "bot", .hold),
        ("list", "kid", .hold), ("note", "kid", .hold),
        ("list", "ghost", .allow), ("note", "ghost", .deny), ("close", "ghost", .deny),
    ])
    func rungs(_ tool: String, _ agent: String, _ ruling: Ruling) {
        var story = Story()
        let answer = story.call(tool, #"{"amount":1}"#, by: agent)
        #expect(answer.found(.rung) == ruling && answer.ruling == ruling)
        #expect(answer.refused?.isAlert ?? false == false)
    }

    @Test func withoutAGrantAnAgentHoldsAll() {
        var story = Story()
        story.tell(
            .granted(
                AgentName("bot"), Sample.tool("note"), .holdAll, by: Story.ana, reason: "earned"))
        #expect(story.call("note").found(.rung) == .hold)
        #expect(story.call("rate").found(.rung) == .allow)
    }

    @Test func aCeilingThatComesDownWinsOverTheGrant() {
        var story = Story()
        var sample = Sample()
        sample.seed = 2
        sample.agents[AgentName("bot")] = Sample.agent("bot", rung: .holdAll)
        story.tell(.policyRead(PolicyReading(policy: sample.policy)))
        #expect(story.call("note").found(.rung) == .hold)
    }
}
