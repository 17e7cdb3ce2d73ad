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
}
