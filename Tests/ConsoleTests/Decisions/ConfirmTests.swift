import Console
import Control
import Governance
import Testing

/// What is taken back or let go by `y`: not by a key that was typed before the question was seen.
@Suite struct ConfirmTests {
    private static func frozen() -> Desk {
        var desk = Desk()
        desk.status.frozen = ActView(by: "operator:bo", at: Sample.wall(0))
        desk.tell()
        desk.type("Z")
        return desk
    }

    private static func thaws(_ desk: Desk) -> Int {
        desk.asked.count { $0.request == .thaw }
    }

    @Test func aKeyTypedAheadConfirmsNothing() {
        var desk = Self.frozen()
        desk.wait(5)
        desk.type("y")
        #expect(Self.thaws(desk) == 0, "the terminal has not shown the question")
        desk.show()
        desk.type("y")
        for _ in 0..<20 {
            desk.wait(0.03)
            desk.type("y")
        }
        #expect(Self.thaws(desk) == 0, "nor does one that is held down")
        desk.wait(0.5)
        desk.type("y")
        #expect(Self.thaws(desk) == 1)
    }

    /// The words for a freeze, typed when another operator was faster.
    @Test func theBeginningOfAReasonConfirmsNothing() {
        var desk = Self.frozen()
        desk.show()
        desk.type("yesterday's deploy")
        #expect(Self.thaws(desk) == 0)
        #expect(desk.model.prompt == nil)
    }

    /// What makes keys mean something else: the question waits until it was shown anew.
    @Test func theQuestionIsArmedAnewWithTheFocus() {
        var desk = Self.frozen()
        desk.show()
        desk.wait(1)
        desk.take(.focused)
        desk.type("y")
        #expect(Self.thaws(desk) == 0)
        desk.show()
        desk.wait(1)
        desk.type("y")
        #expect(Self.thaws(desk) == 1)
    }

    /// As on the command line, an act that stops something is recorded with its reason.
    @Test(arguments: ["", " ", "   "]) func nothingStopsWithoutAReason(reason: String) {
        var desk = Desk()
        desk.type("Z" + reason)
        desk.press(.enter)
        #expect(desk.asked.isEmpty)
        desk.type("x")
        desk.press(.enter)
        #expect(desk.asked.map(\.request) == [.freeze(reason: reason + "x")])
    }

    @Test(arguments: [Key.enter, .character("Y"), .character("n"), .escape])
    func nothingElseConfirms(
        key: Key
    ) {
        var desk = Self.frozen()
        desk.show()
        desk.wait(1)
        desk.press(key)
        desk.type("y")
        #expect(Self.thaws(desk) == 0)
    }
}
