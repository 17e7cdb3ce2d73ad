import Governance
import JSON
import Testing

/// Step 1: writes are frozen, reads go on.
struct FreezeCheckTests {
    @Test(arguments: [
        ("list", false), ("note", true), ("wire", true), ("close", true), ("odd", true),
    ])
    func writesOnly(_ tool: String, _ isDenied: Bool) {
        var story = Story()
        story.tell(.froze(true, by: .person(Story.ana), reason: "audit"))
        let answer = story.call(tool, #"{"amount":1}"#)
        #expect((answer.found(.freeze) == .deny) == isDenied)
        #expect((answer.refused?.kind == .frozen) == isDenied)
    }
}
