import Governance
import Testing

/// The supervisor stops and starts on what the trail holds.
struct RestartStories {
    private func start(_ wasClean: Bool = true) -> Event {
        .started(wasClean: wasClean, clock: Sample.clock)
    }

    @Test func whatHasNoOutcomeIsReportedOnceAndStaysSpent() {
        var story = Story()
        let first = story.call("gate", #"{"n":1}"#).judgement?.call ?? CallID(0)
        let second = story.call("gate", #"{"n":2}"#).judgement?.call ?? CallID(0)
        story.go(first, nil)
        let facts = story.tell(start())
        guard case .started(let started)? = facts.first else {
            Issue.record("\(facts)")
            return
        }
        #expect(started.orphans.map(\.call) == [first, second])
        #expect(facts.flatMap(\.effects) == [.alert(.outcomeUnknown)])
        #expect(story.tell(start()).flatMap(\.effects).isEmpty)
        #expect(story.record(second).isEmpty)
        #expect(story.tell(.finished(first, .succeeded)).isEmpty)
        story.tell(.attached(AgentName("bot"), ConnectionID(21)))
        let third = story.call("gate", on: 21)
        #expect(third.refused?.kind == .overLimit && third.judgement?.run == RunID(1))
    }

    @Test func holdsKillsPausesAndRungsSurvive() {
        var story = Story()
        let hold = story.hold("wire", #"{"amount":5}"#)
        let resting = story.hold("wire", #"{"amount":6}"#)
        story.approve(resting)
        story.tell(.paused(AgentName("kid"), by: .signal, reason: "x"))
        story.tell(.killed(.tool(Sample.tool("list")), by: .signal, reason: "x"))
        let revision = story.state(of: hold)?.revision ?? 0
        story.tell(start())
        story.tell(.attached(AgentName("bot"), ConnectionID(21)))
        #expect(story.state(of: hold)?.isOpen == true)
        #expect(story.state(of: hold)?.isCallerWaiting == false)
        // Nobody waits any more: whoever saw the card before looks again.
        #expect((story.state(of: hold)?.revision ?? 0) == revision + 1)
        // What rested did not go by itself while nobody was there, and is good for the retry.
        #expect(story.pass(.seconds(10)).admitted.isEmpty)
        #expect(story.call("wire", #"{"amount":6}"#, on: 21).admitted?.code == resting.code)
        #expect(story.call("list", on: 21).refused?.kind == .stopped)
        #expect(story.call("note", on: 21).admitted != nil)
        #expect(story.call("note", by: "kid", on: 22).refused?.kind == .paused)
    }

    @Test func anUncleanStopSpendsTheRunAheadAllowance() {
        var sample = Sample()
        sample.tools[Sample.tool("look")] = Sample.policy(
            "look", .low, limits: [Sample.limit(.calls(300), 60)])
        sample.agents[AgentName("bot")] = Sample.agent(
            "bot", budget: Budget(calls: 300, line: 61), may: Array(sample.tools.keys))
        for wasClean in [true, false] {
            var story = Story(sample)
            story.tell(start(wasClean))
            story.tell(.attached(AgentName("bot"), ConnectionID(21)))
            var count = 0
            while count < 300, story.call("look", #"{"n":\#(count)}"#, on: 21).admitted != nil {
                count += 1
            }
            #expect(count == (wasClean ? 300 : 44))
        }
    }

    /// Agents and servers may have seen the numbers of calls that ran ahead of the disk.
    @Test func noNumberComesAgainAfterAnUncleanStop() {
        for (wasClean, next) in [(true, 2), (false, 2 + Governor.unrecordedCalls)] {
            var story = Story()
            #expect(story.call("list").judgement?.call == CallID(1))
            story.tell(start(wasClean))
            #expect(story.call("list", on: 21).judgement?.call == CallID(next))
        }
    }

    /// One entry names only so many calls; none of the others stays under way for ever.
    @Test func everyOrphanHasAnOutcome() {
        var sample = Sample()
        sample.agents[AgentName("bot")] = Sample.agent(
            "bot", budget: Budget(calls: 10_000, line: 61), may: Array(sample.tools.keys))
        var story = Story(sample)
        for number in 0..<250 {
            story.go(story.call("list", #"{"n":\#(number)}"#).judgement?.call ?? CallID(0), nil)
        }
        #expect(story.governor.flights.calls.count == 250)
        let facts = story.tell(start())
        var ended: Set<CallID> = []
        for fact in facts {
            switch fact {
            case .callFinished(let finished):
                #expect(finished.outcome == .unknown)
                ended.insert(finished.call)
            case .started(let started): ended.formUnion(started.orphans.map(\.call))
            default: Issue.record("\(fact)")
            }
        }
        #expect(ended.count == 250)
        #expect(story.governor.flights.calls.isEmpty)
    }
}
