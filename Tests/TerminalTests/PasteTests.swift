import Console
import Testing

@testable import Terminal

@Suite struct PasteTests {
    private func paste(_ text: String) -> [InputEvent] {
        var decoder = InputDecoder()
        return decoder.feed("\u{1b}[200~\(text)\u{1b}[201~".utf8, at: 0)
    }

    /// paste-inert.
    @Test(arguments: [
        "a", "ay\r", "\u{18}K", "\u{1b}", "\u{1b}[A", "\u{1b}[0n", "\u{1b}[200~", "\u{1b}[201",
        "\u{1b}\u{1b}[201", "\u{1b}]0;", "\u{1b}[I", "\u{1b}[<0;1;1M", "\u{3}", "żółć", "",
    ])
    func whatIsPastedIsText(_ text: String) {
        #expect(paste(text) == [.pasted(Paste(bytes: Array(text.utf8)))])
    }

    /// A paste cannot end itself early and go on as keys: the terminal takes the mark out, and where it
    /// does not, what follows the mark is outside for every program.
    @Test func theEndIsTheFirstMark() {
        #expect(
            paste("x\u{1b}[201~y") == [
                .pasted(Paste(bytes: [0x78])), .key(.character("y")), .ignored,
            ])
    }

    @Test func whatIsOverIsDroppedAndSaid() {
        let events = paste(String(repeating: "p", count: Paste.most + 1_000))
        #expect(
            events == [
                .pasted(Paste(bytes: Array(repeating: 0x70, count: Paste.most), dropped: 1_000))
            ])
    }

    /// A line that went dead inside a paste must not take the keyboard with it, and a slow one must not
    /// make keys of its rest.
    @Test func onlyAByteThatComesAloneGivesItUp() {
        let second: Int64 = 1_000_000_000
        var decoder = InputDecoder()
        _ = decoder.feed("\u{1b}[200~abc".utf8, at: 0)
        #expect(decoder.deadline == nil)
        // The rest comes after a long time, in one piece: still the paste.
        #expect(decoder.feed("defay".utf8, at: 60 * second) == [])
        #expect(decoder.deadline == nil)
        // Keys held down come in rows.
        #expect(decoder.feed("a".utf8, at: 63 * second) == [])
        #expect(decoder.feed("a".utf8, at: 63 * second + 30_000_000) == [])
        #expect(decoder.deadline == nil)
        // One byte after two seconds, and nothing behind it: a person.
        #expect(decoder.feed([0x18], at: 66 * second) == [])
        #expect(decoder.deadline == 66 * second + PasteReader.alone)
        let given = decoder.expire(at: 67 * second)
        #expect(given == [.pasted(Paste(bytes: Array("abcdefayaa\u{18}".utf8), isWhole: false))])
        #expect(decoder.feed([0x18], at: 68 * second) == [.key(.control("x"))])
    }
}
