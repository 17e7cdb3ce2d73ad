import Governance
import JSON
import Testing

/// Step 6: deny rules.
struct RuleCheckTests {
    @Test(arguments: [
        (#"{"amount":1,"to":"alice"}"#, Ruling?.none),
        (#"{"amount":1,"to":"mallory"}"#, .deny),
        (#"{"amount":1,"to":["alice","mallory"]}"#, .deny),
        (#"{"amount":1,"to":{"name":"alice"}}"#, .hold),
    ])
    func rules(_ arguments: String, _ ruling: Ruling?) {
        var story = Story()
        let answer = story.call("pay", arguments)
        #expect(answer.found(.rule) == ruling)
        #expect(answer.ruling == ruling ?? .allow)
        #expect((answer.refused?.kind == .outsidePolicy) == (ruling == .deny))
        #expect((answer.refused?.isAlert == true) == (ruling == .deny))
        if ruling == .deny { #expect(answer.finding(.rule)?.line == 33) }
    }
}
