import Control
import Governance
import Testing

@testable import Console

/// A command by a few letters of its name.
@Suite struct PaletteTests {
    static let found: [(String, Verb)] = [
        ("freeze", .freeze), ("fre", .freeze), ("FRE", .freeze), ("er", .endRun), ("kill", .kill),
        ("appr", .approvals), ("approve", .approve), ("end-run", .endRun), ("", .live),
    ]

    @Test(arguments: found.indices) func theClosestComesFirst(index: Int) {
        let (text, verb) = Self.found[index]
        let all = Palette.found(text)
        #expect(all.contains(verb))
        if text != "er" { #expect(all.first == verb, "\(text) finds \(all)") }
    }

    @Test(arguments: ["zzz", "kill!", "é", "🙂", " "]) func whatIsNotThereIsNotFound(text: String) {
        #expect(Palette.found(text).isEmpty)
    }

    /// Decisions need their own keys on their own card.
    @Test(arguments: Verb.allCases.filter(\.isDecision)) func decidesNothing(verb: Verb) {
        var desk = Desk([.low])
        desk.open()
        desk.press(.character(":"))
        desk.type(verb.rawValue)
        desk.press(.enter)
        desk.type("3")
        #expect(desk.answers.isEmpty)
        #expect(desk.asked.isEmpty)
    }
}
