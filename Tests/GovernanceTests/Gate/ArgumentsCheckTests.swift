import Governance
import JSON
import Testing

/// Step 5: the schema, and one reading only.
struct ArgumentsCheckTests {
    @Test func faultsDenyWithoutAnAlert() {
        var story = Story()
        let faults = (1...5).map { "fault \($0)" }
        let answer = Answer(story.tell(.proposed(story.proposal("list", faults: faults))))
        #expect(answer.refused?.kind == .invalid && answer.refused?.isAlert == false)
        #expect(answer.finding(.arguments)?.detail == "fault 1; fault 2; fault 3; and 2 more")
    }

    @Test func whatCannotBeCheckedWholeIsAtLeastMedium() {
        var story = Story()
        let bot = Answer(story.tell(.proposed(story.proposal("list", unchecked: ["$ref"]))))
        #expect(bot.admitted?.judgement.tier == .medium)
        #expect(bot.finding(.arguments)?.detail == "not fully checkable: $ref")
        #expect(
            bot.finding(.tier)?.detail
                == "low, raised to medium: part of the tool's schema cannot be checked")
        #expect(bot.finding(.tier)?.raisesTier == true)
        let kid = Answer(
            story.tell(.proposed(story.proposal("list", by: "kid", unchecked: ["$ref"]))))
        #expect(kid.held?.judgement.tier == .medium)
    }
}
