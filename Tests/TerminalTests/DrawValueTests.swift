import Console
import SafeText
import Testing

@testable import Terminal

private let second: Int64 = 1_000_000_000

@Suite struct FenceLedgerTests {
    @Test func answersComeInTheOrderOfTheQuestions() {
        var ledger = FenceLedger()
        #expect(ledger.answer(at: 0) == nil)
        #expect(ledger.ask(7, at: 0) && ledger.ask(9, at: 1))
        #expect(ledger.answer(at: 2) == 7)
        #expect(ledger.answer(at: 3) == 9)
        #expect(ledger.answer(at: 4) == nil)
    }

    @Test func afterAMissingAnswerNoneIsBelieved() {
        var ledger = FenceLedger()
        #expect(ledger.ask(1, at: 0) == true)
        #expect(ledger.ask(2, at: 31 * second) == false)
        #expect(ledger.answer(at: 31 * second) == nil)
        #expect(!ledger.isBelieved)
        ledger.reset()
        #expect(ledger.ask(3, at: 40 * second) == true)
        #expect(ledger.answer(at: 41 * second) == 3)
    }

    @Test func aLateAnswerIsNotThatOfALaterFence() {
        var ledger = FenceLedger()
        #expect(ledger.ask(1, at: 0) == true)
        #expect(ledger.ask(2, at: 29 * second) == true)
        // The first answer after the patience might be that of either.
        #expect(ledger.answer(at: 31 * second) == nil)
        #expect(ledger.answer(at: 32 * second) == nil)
    }

    @Test func itIsBounded() {
        var ledger = FenceLedger()
        var asked = 0
        for fence in 0..<1_000 where ledger.ask(UInt64(fence), at: 0) { asked += 1 }
        #expect(asked == FenceLedger.most)
    }
}

@Suite struct DrawOrdersTests {
    private func frame(_ rows: Int, fence: UInt64? = nil) -> Frame {
        Frame(
            grid: Grid(size: Size(rows: rows, columns: 10)),
            look: Look({ _ in Style() }, selected: { _ in Style() }),
            fence: fence)
    }

    @Test func theNewestFrameCountsAndKeepsAFence() {
        var orders = DrawOrders()
        orders.draw(frame(1, fence: 4))
        orders.draw(frame(2))
        let taken = orders.take()
        #expect(taken.frame?.grid.size.rows == 2)
        #expect(taken.frame?.fence == 4)
        #expect(orders.take().frame == nil)
        orders.draw(frame(1, fence: 4))
        orders.draw(frame(1, fence: 5))
        #expect(orders.take().frame?.fence == 5)
    }

    @Test func theEndIsTheEnd() {
        var orders = DrawOrders()
        orders.possess(.leave)
        orders.possess(.end)
        orders.possess(.resume)
        guard case .end = orders.take().possession else {
            Issue.record("taken back after the end")
            return
        }
    }
}

@Suite struct FramePaceTests {
    @Test func thirtyTenAndFourASecond() {
        var pace = FramePace()
        #expect(pace.isDue && pace.next(took: 0) == .min)
        pace.drawn(at: 0)
        #expect(!pace.isDue)
        pace.note(messages: 1)
        #expect(pace.isDue && pace.next(took: 0) == FramePace.calm)
        pace.note(messages: 100)
        #expect(pace.next(took: 0) == FramePace.loaded)
        pace.noteInput()
        #expect(pace.next(took: 0) == FramePace.calm)
        #expect(pace.next(took: 51_000_000) == FramePace.slow)
    }
}

@Suite struct ClipboardTests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func asInRFC4648(_ text: String, _ encoded: String) {
        #expect(String(decoding: Clipboard.base64(Array(text.utf8)), as: UTF8.self) == encoded)
    }

    @Test func itIsBounded() {
        let most = Clipboard.sequence(Array(repeating: 0xff, count: Clipboard.most))
        #expect(most.map { $0.count - 9 } == 74_992)
        #expect(Clipboard.sequence(Array(repeating: 0, count: Clipboard.most + 1)) == nil)
    }
}

@Suite struct ColourNumberTests {
    @Test(arguments: [
        (Colour.standard, 256, Int32(-1), false), (.index(200), 256, 200, false),
        (.index(200), 8, -1, false), (.ansi(9), 16, 9, false), (.ansi(9), 8, 1, true),
        (.ansi(9), 256, 9, false), (.rgb(1, 2, 3), 0x100_0000, 0x010203, false),
        (.rgb(0, 0, 5), 0x100_0000, 0x010101, false), (.rgb(1, 2, 3), 256, -1, false),
        (.index(196), 0x100_0000, 0xff0000, false), (.index(232), 0x100_0000, 0x080808, false),
        (.ansi(3), 0x100_0000, 3, false), (.ansi(9), 0x100_0000, 0xff0000, false),
    ])
    func numbers(_ colour: Colour, _ colours: Int, _ number: Int32, _ isBold: Bool) {
        let found = ColourNumber(colour, colours: colours, isForeground: true)
        #expect(found.number == number && found.isBold == isBold)
    }

    @Test func aBrightBackgroundIsNotBold() {
        #expect(!ColourNumber(.ansi(9), colours: 8, isForeground: false).isBold)
    }
}

@Suite struct CellTextTests {
    @Test(arguments: [
        ("\u{1b}", 1), ("\u{202e}", 1), ("\u{9b}", 1), ("a\u{200d}", 1), ("ab", 1), ("日", 1),
        ("a", 0), ("\n", 1), ("", 1), ("a\u{301}\u{301}\u{301}", 1), ("\u{7f}", 1),
    ])
    func whatMayNotBeDrawnIsAQuestionMark(_ text: String, _ columns: Int) {
        var texts = CellText(isUTF8: true)
        let expected: [UInt32] = text == "a" ? [0x61] : [0x3f]
        #expect(texts.scalars(text, columns: columns) == expected)
    }

    @Test func withoutUTF8OnlyASCIIIsDrawn() {
        var texts = CellText(isUTF8: false)
        #expect(texts.scalars("ż", columns: 1) == [0x3f])
        #expect(texts.scalars("z", columns: 1) == [0x7a])
    }
}
