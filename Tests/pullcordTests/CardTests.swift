import Console
import Control
import Governance
import SafeText
import Testing

@testable import pullcord

/// Cards compared whole, at the width of the smallest terminal that we support.
@Suite struct CardTests {
    @Test func mediumWithinItsCap() throws {
        let hold = Samples.hold(try Samples.summary())
        #expect(card(hold) == Cards.medium)
    }

    @Test func criticalOnAnUnguardedHostWithHostileText() throws {
        let hold = Samples.hold(
            try Samples.summary(
                tier: .critical, declared: .high, tool: "close\u{202E}x\u{1B}[2J", say: nil,
                callerWaits: false, approvalsNeeded: 2,
                approvals: [
                    ApprovalView(by: OperatorName("bo"), at: Samples.now, channel: .terminal)
                ]), host: Samples.unguarded,
            arguments: [
                ArgumentView(
                    pointer: "/note", text: "\"\(String(repeating: "long ", count: 40))\"",
                    cutBytes: 7),
                ArgumentView(pointer: "/a\u{200B}", text: "\"A\u{202E}1\"", cutBytes: 0),
            ], missing: 2, undo: nil, pin: .unreviewed, mustJustify: true, waiting: 4,
            present: ["ana", "bo"])
        #expect(card(hold) == Cards.critical)
    }

    @Test func settledHasNoTimeLeft() throws {
        let hold = Samples.hold(try Samples.summary(state: .expired))
        #expect(card(hold).contains("left       none: expired, so denied"))
    }

    @Test(arguments: [40, 57, 80, 132]) func noRowIsWiderThanTheTerminal(_ columns: Int) throws {
        let wide = String(repeating: "\u{4E00}\u{200D}", count: 90)
        let hold = Samples.hold(
            try Samples.summary(say: wide), host: Samples.unguarded,
            arguments: [ArgumentView(pointer: "/" + wide, text: "\"\(wide)\"", cutBytes: 0)],
            pin: .drifted)
        let lines = CardText(hold, for: OperatorName("ana"), columns: columns).lines
        #expect(lines.allSatisfy { $0.columns <= columns })
    }

    /// Each argument stands on the card to its last byte, whatever its length.
    @Test func nothingOfALongArgumentIsLeftOut() throws {
        let text = "\"" + (0..<5000).map { String($0) }.joined(separator: ",") + "\""
        let hold = Samples.hold(
            try Samples.summary(tier: .high),
            arguments: [ArgumentView(pointer: "/list", text: text, cutBytes: 0)])
        let rows = card(hold).drop { $0 != "  /list" }.dropFirst().prefix { $0.hasPrefix("    ") }
        let isWhole = rows.map { $0.dropFirst(4) }.joined() == text
        #expect(isWhole)
    }

    private func card(_ hold: HoldView) -> [String] {
        CardText(hold, for: OperatorName("ana"), columns: 80).lines.map(\.plain)
    }
}
