import Console
import Control
import Governance
import Testing

/// A card that something lies over is not on screen: its keys wait until it is seen again.
@Suite struct CoveredCardTests {
    /// The keys that cover a card, and those that take away what covers it.
    static let covers: [([Key], [Key])] = [
        ([.character("?")], [.escape]),
        ([.character(":")], [.escape]),
        ([.control("x")], [.escape]),
    ]

    @Test(arguments: covers.indices) func whatWasCoveredIsNotArmed(index: Int) {
        let (cover, uncover) = Self.covers[index]
        var desk = Desk([.medium])
        desk.press(.character("2"), .enter)
        desk.answer()
        for key in cover { desk.take(.key(key)) }
        // The frame with the card's question shows what lies over it.
        desk.show()
        desk.wait(4)
        for key in uncover { desk.take(.key(key)) }
        desk.type("a3")
        #expect(desk.answers.isEmpty)
        desk.show()
        desk.wait(1)
        desk.type("a3")
        #expect(desk.answers.count == 1, "when it was seen its keys work")
    }

    @Test(arguments: covers.indices) func aCodeThatWasBegunIsDropped(index: Int) {
        let (cover, uncover) = Self.covers[index]
        var desk = Desk([.high])
        desk.open()
        desk.type("a33")
        for key in cover { desk.take(.key(key)) }
        for key in uncover { desk.take(.key(key)) }
        desk.type("R")
        #expect(desk.answers.isEmpty)
    }

    @Test func rowsUnderHelpAreNotRead() {
        var desk = Desk([.critical], arguments: 2)
        desk.press(.character("2"), .enter)
        desk.answer()
        desk.press(.character("?"))
        desk.show()
        desk.wait(4)
        #expect(desk.model.card?.reading.seen == 0)
        desk.press(.escape)
        desk.show()
        #expect((desk.model.card?.reading.seen ?? 0) > 0)
    }

    /// What makes keys mean something else: each arms the card anew and drops what was begun.
    static let breaks: [(String, @Sendable (inout Desk) -> Void)] = [
        ("focus", { $0.take(.focused) }),
        ("resize", { $0.take(.resized(Size(rows: 30, columns: 100))) }),
        (
            "stopped and continued",
            { desk in
                desk.take(.resumed)
                desk.answer()
            }
        ),
        (
            "a new line",
            { desk in
                desk.take(.disconnected(why: "closed", retryAt: 0))
                desk.take(.connected(Sample.welcome(at: desk.now)))
                desk.answer()
            }
        ),
        ("paste", { $0.take(.pasted("33R")) }),
    ]

    @Test(arguments: breaks.map(\.0)) func dropsWhatWasBegun(name: String) throws {
        let interrupt = try #require(Self.breaks.first { $0.0 == name }).1
        var desk = Desk([.high])
        desk.open()
        desk.type("a33")
        interrupt(&desk)
        desk.type("R")
        #expect(desk.answers.isEmpty)
        if name != "paste" {
            desk.type("a33R")
            #expect(desk.answers.isEmpty, "it is not armed yet")
        }
        desk.show()
        desk.wait(2)
        desk.type("a33R")
        #expect(desk.answers.count == 1)
    }
}
