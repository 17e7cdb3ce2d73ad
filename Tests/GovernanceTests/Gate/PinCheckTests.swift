import Governance
import JSON
import Testing

/// Step 3: the definition that was seen first.
struct PinCheckTests {
    @Test(arguments: [("1", false), ("2", true), (nil, true)] as [(String?, Bool)])
    func definitions(_ version: String?, _ isDenied: Bool) {
        var story = Story()
        let answer = Answer(story.tell(.proposed(story.proposal("list", version: version))))
        #expect(answer.found(.pin) == (isDenied ? .deny : .allow))
        #expect((answer.refused?.kind == .unavailable) == isDenied)
        #expect((answer.refused?.isAlert == true) == isDenied)
    }

    @Test func aToolThatNoServerListed() {
        var sample = Sample()
        sample.servers = ["shop"]
        var story = Story(sample)
        #expect(story.call("list").found(.pin) == .deny)
    }
}
