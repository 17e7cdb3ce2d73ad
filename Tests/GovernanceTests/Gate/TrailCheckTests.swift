import Governance
import JSON
import Testing

/// Step 1: what cannot be recorded does not happen.
struct TrailCheckTests {
    @Test func denied() {
        var story = Story()
        story.tell(.trailBroke("disk full"))
        let answer = story.call("list")
        #expect(answer.found(.trail) == .deny && answer.refused?.kind == .notRecorded)
        story.tell(.trailRestored)
        #expect(story.call("list").found(.trail) == nil)
    }

    /// What is under way may end all at once, and each end is an entry: the trail must take them.
    @Test func callsUnderWayAreBounded() {
        var sample = Sample()
        let budget = Budget(calls: 10_000, writes: 1, sums: [:], time: .seconds(7200), line: 61)
        sample.agents = Sample.named(["bot", "kid"].map { Sample.agent($0, budget: budget) })
        var story = Story(sample)
        func fill(_ agent: String) -> [Fact] {
            while true {
                let answer = story.call("list", by: agent)
                guard answer.admitted != nil else { return answer.facts }
            }
        }
        func kind(_ facts: [Fact]) -> RefusalKind? {
            if case .callRefused(let fact)? = facts.last { fact.kind } else { nil }
        }
        #expect(kind(fill("bot")) == .tooMany)
        #expect(story.governor.flights.calls.count == 1_024)
        #expect(kind(fill("kid")) == .tooMany)
        #expect(story.governor.flights.calls.count == 2_048)
        let over = story.call("list", by: "kid")
        #expect(over.found(.trail) == .deny)
        guard
            let first = story.governor.flights.calls.values
                .first(where: { $0.judgement.agent == AgentName("kid") })?.judgement.call
        else { return }
        story.tell(.finished(first, .succeeded))
        #expect(story.call("list", by: "bot").refused?.kind == .tooMany, "it has its share")
        #expect(story.call("list", by: "kid").admitted != nil, "what ends makes room")
    }
}
