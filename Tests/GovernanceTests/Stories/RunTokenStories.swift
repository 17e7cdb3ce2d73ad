import Governance
import JSON
import Testing

/// A launcher passes a run token to start a run on purpose.
struct RunTokenStories {
    private let bot = AgentName("bot")
    private let one = Sample.digest("token one")
    private let two = Sample.digest("token two")

    private func story(runs: RunScope = .shared, runsPerHour: Int = 6) -> Story {
        var sample = Sample()
        sample.agents[bot] = Sample.agent("bot", runs: runs, runsPerHour: runsPerHour)
        return Story(sample)
    }

    private func run(_ story: Story, of connection: UInt64) -> RunID? {
        story.governor.runs.run(of: ConnectionID(connection))
    }

    @Test func anotherTokenStartsARunAndTheSameOneJoinsIt() {
        var story = story()
        story.tell(.attached(bot, ConnectionID(11), run: one))
        story.tell(.attached(bot, ConnectionID(12), run: two))
        story.tell(.attached(bot, ConnectionID(13), run: one))
        let runs = [1, 11, 12, 13].map { run(story, of: $0) }
        #expect(Set(runs).count == 3 && !runs.contains(nil))
        #expect(runs[1] == runs[3])
        #expect(story.governor.runs[runs[1] ?? RunID(0)]?.token == one)
        #expect(story.governor.runs[runs[0] ?? RunID(0)]?.token == nil)
    }

    @Test func withoutATokenAConnectionJoinsTheNewest() {
        var story = story()
        story.tell(.attached(bot, ConnectionID(11), run: one))
        story.tell(.attached(bot, ConnectionID(12)))
        #expect(run(story, of: 12) == run(story, of: 11))
    }

    @Test func aTokenOfAnotherAgentStartsItsOwn() {
        var story = story()
        story.tell(.attached(bot, ConnectionID(11), run: one))
        story.tell(.attached(AgentName("kid"), ConnectionID(12), run: one))
        #expect(run(story, of: 12) != run(story, of: 11))
    }

    @Test func runsAnHourBoundTokens() {
        var story = story(runsPerHour: 2)
        story.tell(.attached(bot, ConnectionID(11), run: one))
        // The third would be one too many: it starts none, and joins none either.
        #expect(story.tell(.attached(bot, ConnectionID(12), run: two)).isEmpty)
        let refused = story.call("list", on: 12, run: two)
        #expect(refused.refused != nil && refused.found(.run) == .deny)
        #expect(run(story, of: 12) == nil)
        story.tell(.attached(bot, ConnectionID(13), run: one))
        #expect(story.call("list", on: 13, run: one).admitted != nil)
    }

    @Test func anIdleRunOfATokenBeginsAgainApart() {
        var story = story()
        story.tell(.attached(bot, ConnectionID(11), run: one))
        let first = run(story, of: 11)
        story.pass(.seconds(900))
        #expect(story.governor.runs[first ?? RunID(0)] == nil)
        story.tell(.attached(bot, ConnectionID(12)))
        let next = story.call("list", on: 11, run: one)
        #expect(next.admitted != nil && next.judgement?.run != run(story, of: 12))
        #expect(next.judgement?.run != first)
    }

    @Test func perConnectionThereIsNothingToJoin() {
        var story = story(runs: .perConnection)
        story.tell(.attached(bot, ConnectionID(11), run: one))
        story.tell(.attached(bot, ConnectionID(12), run: one))
        #expect(run(story, of: 11) != run(story, of: 12))
    }

    @Test func aRestartKeepsWhichTokenStartedWhichRun() throws {
        var story = story()
        story.tell(.attached(bot, ConnectionID(11), run: one))
        let first = run(story, of: 11)
        var folded = Governor()
        for fact in story.facts {
            guard let type = fact.type else { continue }
            let data = try JSONValue.parse(fact.entryData())
            let policy = story.policy
            folded.evolve(try Fact(type, data) { _ in policy })
        }
        #expect(folded.runs == story.governor.runs)
        story.tell(.started(wasClean: true, clock: Sample.clock))
        story.tell(.attached(bot, ConnectionID(21), run: one))
        #expect(run(story, of: 21) == first)
    }
}
