import Governance
import JSON
import Testing

/// The gate as a whole.
struct GateTests {
    @Test func theMostRestrictiveAnswerWinsAndTheFirstDenialNamesTheKind() {
        var story = Story()
        // Rule and cap deny, the stranger would hold: outside policy.
        let both = story.call("pay", #"{"amount":900,"to":"mallory"}"#)
        #expect(both.refused?.kind == .outsidePolicy)
        #expect(both.found(.rule) == .deny && both.found(.cap) == .deny)
        #expect(both.found(.tier) == .hold)
        // A pause comes before what is wrong with the arguments.
        story.tell(.paused(AgentName("bot"), by: .signal, reason: "odd"))
        let paused = Answer(story.tell(.proposed(story.proposal("pay", faults: ["x"]))))
        #expect(paused.refused?.kind == .paused && paused.found(.arguments) == .deny)
        story.tell(.killed(.all, by: .signal, reason: "stop"))
        #expect(story.call("list").refused?.kind == .stopped)
    }

    @Test func everyCheckThatAppliesIsRecorded() {
        var story = Story()
        let answer = story.call("pay", #"{"amount":900,"to":"mallory"}"#)
        let checks = answer.judgement?.findings.map(\.check) ?? []
        for check in [
            Check.kill, .server, .pin, .grant, .arguments, .rule, .cap, .recipient, .limit, .tier,
            .budget, .rung,
        ] {
            #expect(checks.contains(check), "\(check)")
        }
    }

    @Test func aGovernorThatKnowsNothingAdmitsNothing() {
        let story = Story()
        let empty = Governor()
        let facts = empty.decide(.proposed(story.proposal("list")), at: .zero)
        #expect(Answer(facts).admitted == nil && Answer(facts).held == nil)
        #expect(empty.nextWake == nil)
    }
}
