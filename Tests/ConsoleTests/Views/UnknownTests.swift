import Console
import Control
import Testing

/// A console never says "nothing waits" where it does not know.
@Suite struct UnknownTests {
    @Test(arguments: ["1", "2", "3", "5", "6"]) func beforeTheFirstWord(screen: Character) {
        var model = ConsoleModel(size: .full, isReadOnly: false)
        let why = "no supervisor has run here: start `pullcord supervise`, or name its directory"
        _ = model.update(.disconnected(why: why, retryAt: 5_000_000_000), at: 1)
        _ = model.update(.key(.character(screen)), at: 1)
        let rows = ConsoleView.grid(of: model, at: 1).text
        let text = rows.joined(separator: "\n")
        #expect(text.contains("Nothing is known: the supervisor has not been heard yet."))
        #expect(text.contains("or name its"), "the reason is there whole")
        #expect(rows[1].contains("try 2 in 4 s"))
        #expect(!text.contains("Nothing waits") && !text.contains("Nothing has happened"))
    }

    @Test func afterItsLastWord() {
        var desk = Desk()
        desk.press(.character("2"))
        #expect(desk.screen.contains("Nothing waits for a person."))
        desk.take(.disconnected(why: "closed", retryAt: 0))
        #expect(!desk.screen.contains("Nothing waits for a person."))
        #expect(desk.screen.contains("Nothing was waiting when the supervisor was heard last."))
    }

    /// What must be seen whatever else is: the dialog lies over the stripes, not under them.
    @Test func theKillSwitchLiesOverIt() {
        var desk = Desk()
        desk.take(.disconnected(why: "closed", retryAt: 0))
        desk.press(.control("x"), .character("K"))
        desk.take(.kill(.failed(why: "gone")))
        let rows = desk.rows.filter { $0.hasSuffix("##") }
        #expect(rows.count >= 3 && rows.allSatisfy { $0.hasPrefix("## ") })
    }
}
