import Governance
import JSON
import Testing

/// The same digest is not asked about again in its run.
struct DeniedBeforeCheckTests {
    @Test func sameDigestSameRun() {
        var story = Story()
        let hold = story.hold("wire", #"{"amount":1}"#)
        story.deny(hold)
        let again = story.call("wire", #"{"amount":1}"#)
        #expect(again.found(.denied) == .deny && again.refused?.kind == .deniedByPerson)
        #expect(
            again.finding(.denied)?.detail == "the same call was denied in this run as \(hold.code)"
        )
        #expect(again.refused?.isAlert == false)
        #expect(story.call("wire", #"{"amount":2}"#).held != nil)
        #expect(story.call("wire", #"{"amount":1}"#, by: "kid").held != nil, "another run")
    }
}
