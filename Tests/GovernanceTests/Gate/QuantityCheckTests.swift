import Governance
import JSON
import Testing

/// An amount that cannot be read holds.
struct QuantityCheckTests {
    @Test(arguments: [
        #"{"to":"alice"}"#, #"{"amount":-1,"to":"alice"}"#, #"{"amount":"50","to":"alice"}"#,
        #"{"amount":5e1,"to":"alice"}"#, #"{"amount":null,"to":"alice"}"#,
        #"{"amount":[50],"to":"alice"}"#,
    ])
    func unclear(_ arguments: String) {
        var story = Story()
        let answer = story.call("pay", arguments)
        #expect(answer.found(.quantity) == .hold && answer.held != nil)
        #expect(answer.finding(.quantity)?.line == 40)
    }
}
