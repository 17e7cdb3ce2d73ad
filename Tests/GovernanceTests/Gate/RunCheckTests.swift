import Governance
import JSON
import Testing

/// Step 1: the run has ended, or the agent can start none.
struct RunCheckTests {
    @Test func anEndedRun() {
        var story = Story()
        #expect(story.call("list").found(.run) == nil)
        story.tell(.runEnded(RunID(1), by: Story.ana, note: "enough"))
        let answer = story.call("list")
        #expect(answer.found(.run) == .deny && answer.refused?.kind == .withdrawn)
        #expect(answer.judgement?.run == nil)
    }
}
