import Governance
import Testing

/// Nobody approves for an agent of their own where the policy says so.
struct OwnerStories {
    private func story(owner: String, mayAnswer: Bool) -> Story {
        var sample = Sample()
        sample.agents[AgentName("kid")] = AgentPolicy(
            name: AgentName("kid"), owner: owner, proof: .token(file: "kid"),
            may: [Sample.tool("note"): 62], rung: .withinCaps,
            budget: Budget(calls: 40, writes: 30, time: .seconds(7200), line: 61),
            ownerMayAnswer: mayAnswer, line: 60)
        // The system user of bo is another word than the name.
        sample.operators[Story.bo] = OperatorPolicy(
            name: Story.bo, user: "robert", answers: .critical, may: [.grant], line: 1)
        return Story(sample)
    }

    @Test(arguments: ["bo", "robert"])
    func theOwnerApprovesNothing(owner: String) {
        var story = story(owner: owner, mayAnswer: false)
        let hold = story.hold("note", by: "kid")
        let refused = story.approve(hold, by: Story.bo)
        #expect(refused.refusal == "bo owns kid: the policy asks somebody else to approve")
        #expect(story.state(of: hold)?.isOpen == true)
        #expect(story.approve(hold, by: Story.ana).isApproved)
    }

    @Test func theOwnerMayStillDeny() {
        var story = story(owner: "bo", mayAnswer: false)
        let hold = story.hold("note", by: "kid")
        #expect(story.deny(hold, by: Story.bo).refusal == nil)
        #expect(story.state(of: hold)?.state.word == "denied")
    }

    @Test func theOwnerGrantsNothing() {
        var story = story(owner: "bo", mayAnswer: false)
        let grant = Event.granted(
            AgentName("kid"), Sample.tool("note"), .withinCaps, by: Story.bo, reason: "earned")
        #expect(
            story.tell(grant).refusal == "bo owns kid: the policy asks somebody else to grant")
    }

    /// Without the word, with another owner, and with one that only looks like the operator.
    @Test(arguments: [("bo", true), ("cleo", false), ("Bo", false)])
    func everybodyElseApproves(owner: String, mayAnswer: Bool) {
        var story = story(owner: owner, mayAnswer: mayAnswer)
        let hold = story.hold("note", by: "kid")
        #expect(story.approve(hold, by: Story.bo).isApproved)
        let grant = Event.granted(
            AgentName("kid"), Sample.tool("note"), .withinCaps, by: Story.bo, reason: "earned")
        #expect(story.tell(grant).refusal == nil)
    }
}
