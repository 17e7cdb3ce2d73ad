import Governance
import Testing

/// One agent's stretch of work, and what it may spend.
struct RunStories {
    private let bot = AgentName("bot")

    private func story(
        budget: Budget = Budget(calls: 3, writes: 2, time: .seconds(3000), line: 61),
        runs: RunScope = .shared, runsPerHour: Int = 2
    ) -> Story {
        var sample = Sample()
        sample.agents[bot] = Sample.agent(
            "bot", budget: budget, runs: runs, runsPerHour: runsPerHour)
        return Story(sample)
    }

    @Test func reconnectingShedsNoBudget() {
        var story = story()
        for _ in 0..<3 { #expect(story.call("list").admitted != nil) }
        story.tell(.detached(ConnectionID(1)))
        story.tell(.attached(bot, ConnectionID(11)))
        let fourth = story.call("list", on: 11)
        #expect(fourth.held != nil && fourth.found(.budget) == .hold)
        #expect(fourth.judgement?.run == RunID(1))
    }

    @Test func perConnectionEachHasItsOwn() {
        var story = story(runs: .perConnection, runsPerHour: 3)
        for _ in 0..<3 { story.call("list") }
        story.tell(.attached(bot, ConnectionID(11)))
        #expect(story.call("list", on: 11).admitted != nil)
        let ended = story.tell(.detached(ConnectionID(11)))
        #expect(
            ended.contains {
                if case .runEnded(let end) = $0 { end.reason == .closed } else { false }
            })
        story.tell(.attached(bot, ConnectionID(12)))
        // The hour's runs are used up.
        story.tell(.attached(bot, ConnectionID(13)))
        let refused = story.call("list", on: 13)
        #expect(refused.refused?.kind == .overLimit && refused.found(.run) == .deny)
        story.pass(.seconds(3600))
        #expect(story.call("list", on: 13).admitted != nil)
    }

    @Test func anIdleRunEndsAndTheNextCallBeginsAnother() {
        var story = story()
        let first = story.call("list").judgement
        story.go(first?.call ?? CallID(0))
        #expect(story.pass(.seconds(899)).isEmpty || story.governor.runs[RunID(1)] != nil)
        story.pass(.seconds(1))
        #expect(story.governor.runs[RunID(1)] == nil)
        let next = story.call("list")
        #expect(next.admitted != nil && next.judgement?.run != first?.run)
    }

    @Test func aRunWithACallUnderWayIsNotIdle() {
        var story = story()
        let call = story.call("list").judgement?.call ?? CallID(0)
        story.go(call, nil)
        story.pass(.seconds(2000))
        #expect(story.governor.runs[RunID(1)] != nil)
        story.tell(.finished(call, .succeeded))
        story.pass(.seconds(899))
        #expect(story.governor.runs[RunID(1)] != nil)
        story.pass(.seconds(1))
        #expect(story.governor.runs[RunID(1)] == nil)
    }

    @Test(arguments: [false, true])
    func theTimeOfARunIsSpentWhetherOrNotTheTimerRang(late: Bool) {
        var story = story()
        let call = story.call("list").judgement?.call ?? CallID(0)
        story.go(call, nil)
        let start = story.governor.runs[RunID(1)]?.startedAt ?? .zero
        let left = start.advanced(by: .seconds(3000)).since(story.now)
        if late { story.pass(silently: left) } else { story.pass(left) }
        let refused = story.call("list")
        #expect(refused.refused?.kind == .withdrawn)
        #expect(refused.finding(.run)?.detail == "the time of run r1 is spent")
        // Opened anew, the agent begins another.
        story.tell(.detached(ConnectionID(1)))
        story.tell(.attached(bot, ConnectionID(11)))
        #expect(story.call("list", on: 11).admitted != nil)
    }

    @Test func aRunThatAPersonEndedStaysEndedForItsConnection() {
        var story = story()
        story.call("list")
        story.tell(.runEnded(RunID(1), by: Story.cy, note: "enough"))
        let refused = story.call("list")
        #expect(refused.finding(.run)?.detail == "an operator ended run r1")
        #expect(
            story.tell(.runEnded(RunID(1), by: Story.cy, note: "enough")).refusal
                == "there is no open run r1")
    }

    @Test func anAgentThatAReloadTookAwayIsToldThatNothingIsAvailable() {
        var story = Story()
        var sample = Sample()
        sample.seed = 2
        sample.agents[bot] = nil
        story.tell(.policyRead(PolicyReading(policy: sample.policy)))
        let answer = story.call("list", on: 44)
        #expect(answer.refused?.kind == .unavailable)
    }

    @Test func everyCallOfTheBudgetAndNoneMore() {
        var story = story()
        #expect(story.call("note", #"{"n":1}"#).admitted != nil)
        #expect(story.call("note", #"{"n":2}"#).admitted != nil)
        let third = story.call("note", #"{"n":3}"#)
        #expect(
            third.held != nil
                && third.finding(.budget)?.detail == "all 2 writes of the run are spent")
        #expect(story.call("list").held != nil, "the hold counts as the third call")
    }
}
