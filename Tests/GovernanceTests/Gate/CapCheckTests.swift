import Governance
import JSON
import Testing

/// Step 6: the cap on one call.
struct CapCheckTests {
    @Test(arguments: [
        ("0", Ruling.allow), ("499.99", .allow), ("500", .allow), ("500.00", .allow),
        ("500.01", .deny), ("501", .deny), ("99999999999999999999999999", .deny),
    ])
    func caps(_ amount: String, _ ruling: Ruling) {
        var story = Story()
        let answer = story.call("pay", #"{"amount":\#(amount),"to":"alice"}"#)
        #expect(answer.found(.cap) == ruling && answer.ruling == ruling)
        #expect((answer.refused?.isAlert == true) == (ruling == .deny))
        #expect((answer.refused?.kind == .outsidePolicy) == (ruling == .deny))
    }
}
