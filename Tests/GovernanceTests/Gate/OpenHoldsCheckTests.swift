import Governance
import JSON
import Testing

/// How many questions may be open.
struct OpenHoldsCheckTests {
    @Test func perAgent() {
        var story = Story()
        var holds: [Hold] = []
        for number in 0..<5 { holds.append(story.hold("wire", #"{"amount":\#(number)}"#)) }
        let sixth = story.call("wire", #"{"amount":5}"#)
        #expect(sixth.refused?.kind == .overLimit && sixth.found(.holds) == .deny)
        #expect(sixth.refused?.isAlert == true && sixth.finding(.holds)?.line == 90)
        #expect(story.call("list").admitted != nil)
        #expect(story.call("wire", #"{"amount":6}"#, by: "kid").held != nil)
        story.deny(holds[0])
        #expect(story.call("wire", #"{"amount":7}"#).held != nil)
    }

    @Test func overAllAgents() {
        var sample = Sample()
        sample.holds = HoldPolicy(perAgent: 1000, line: 90)
        sample.agents[AgentName("bot")] = Sample.agent("bot", budget: Budget(calls: 9999, line: 1))
        var story = Story(sample)
        for number in 0..<Holds.openLimit {
            #expect(story.call("close", #"{"n":\#(number)}"#).held != nil)
        }
        #expect(story.call("close").refused?.kind == .overLimit)
        #expect(story.governor.holds.openCount == Holds.openLimit)
    }
}
