import Governance
import JSON
import Testing

/// Step 8: rates and sums.
struct LimitCheckTests {
    @Test func overHoldsOrDeniesAsThePolicySays() {
        for (tool, count, ruling) in [("rate", 10, Ruling.hold), ("gate", 2, .deny)] {
            var story = Story()
            for number in 0..<count {
                let answer = story.call(tool, #"{"n":\#(number)}"#)
                #expect(answer.admitted != nil && answer.found(.limit) == .allow)
            }
            let over = story.call(tool)
            #expect(over.found(.limit) == ruling && over.ruling == ruling)
            #expect(over.finding(.limit)?.line == 50)
            #expect((over.refused?.kind == .overLimit) == (ruling == .deny))
            #expect((over.refused?.isAlert == true) == (ruling == .deny))
        }
    }

    @Test func aRefusedCallTakesNothing() {
        var story = Story()
        story.call("gate", #"{"n":1}"#)
        for _ in 0..<5 {
            let refused = Answer(story.tell(.proposed(story.proposal("gate", faults: ["x"]))))
            #expect(refused.refused != nil)
        }
        #expect(story.call("gate", #"{"n":2}"#).admitted != nil)
    }

    @Test func limitsAreSharedByAllAgents() {
        var story = Story()
        for number in 0..<2 { _ = story.hold("gate", #"{"n":\#(number)}"#, by: "kid") }
        #expect(story.call("gate").refused?.kind == .overLimit)
    }
}
