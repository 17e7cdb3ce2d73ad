import Governance
import JSON
import Testing

/// Observing softens what the policy decides, and nothing else.
struct ObserveModeTests {
    private static func story() -> Story {
        var sample = Sample()
        sample.mode = .observe
        return Story(sample)
    }

    @Test(arguments: [
        ("wire", #"{"amount":1}"#, Ruling.hold), ("odd", "{}", .hold), ("close", "{}", .hold),
        ("pay", #"{"amount":900,"to":"alice"}"#, .deny),
        ("pay", #"{"amount":1,"to":"mallory"}"#, .deny),
        ("pay", #"{"amount":-1,"to":"alice"}"#, .hold),
    ])
    func softened(_ tool: String, _ arguments: String, _ wouldHave: Ruling) {
        var story = ObserveModeTests.story()
        let answer = story.call(tool, arguments)
        #expect(answer.admitted?.judgement.wouldHave == wouldHave, "\(answer.facts)")
    }

    @Test func limitsBudgetsAndRungsAreOnlyNoted() {
        var story = ObserveModeTests.story()
        for number in 0..<3 { story.call("gate", #"{"n":\#(number)}"#) }
        #expect(story.call("gate").admitted?.judgement.wouldHave == .deny)
        #expect(story.call("note", by: "kid").admitted?.judgement.wouldHave == .hold)
        #expect(story.call("note", by: "ghost").admitted?.judgement.wouldHave == .deny)
        #expect(story.call("list").admitted?.judgement.wouldHave == nil)
    }

    @Test func killPauseRunFreezeTrailServerPinGrantAndArgumentsStand() {
        var faults = ObserveModeTests.story()
        let wrong = Answer(faults.tell(.proposed(faults.proposal("list", faults: ["x"]))))
        #expect(wrong.refused?.kind == .invalid)
        let drifted = Answer(faults.tell(.proposed(faults.proposal("list", version: "2"))))
        #expect(drifted.refused?.kind == .unavailable)
        let ungranted = faults.call("list", by: "stranger")
        #expect(ungranted.refused?.kind == .unavailable)
        let events: [(Event, RefusalKind)] = [
            (.killed(.all, by: .signal, reason: "x"), .stopped),
            (.paused(AgentName("bot"), by: .signal, reason: "x"), .paused),
            (.froze(true, by: .signal, reason: "x"), .frozen),
            (.trailBroke("x"), .notRecorded),
            (.runEnded(RunID(1), by: Story.ana, note: "enough"), .withdrawn),
        ]
        for (event, kind) in events {
            var story = ObserveModeTests.story()
            story.tell(event)
            #expect(story.call("note").refused?.kind == kind, "\(event)")
        }
    }

    @Test func aSoftenedDenialDoesNotNameTheKindOfAHardOne() {
        var story = ObserveModeTests.story()
        let answer = Answer(
            story.tell(
                .proposed(
                    story.proposal("pay", #"{"amount":900,"to":"mallory"}"#, faults: ["x"]))))
        #expect(answer.refused?.kind == .invalid)
    }
}
