import Console
import Testing

@testable import Terminal

private let millisecond: Int64 = 1_000_000

private func decoded(_ text: String) -> [InputEvent] {
    var decoder = InputDecoder()
    return decoder.feed(text.utf8, at: 0)
}

private func decoded(_ bytes: [UInt8]) -> [InputEvent] {
    var decoder = InputDecoder()
    return decoder.feed(bytes, at: 0)
}

@Suite struct InputDecoderTests {
    @Test(arguments: [
        ("a", [Key.character("a")]), (" ", [.character(" ")]), ("ż", [.character("ż")]),
        ("日本", [.character("日"), .character("本")]), ("\r", [.enter]), ("\n", [.enter]),
        ("\t", [.tab]), ("\u{7f}", [.backspace]), ("\u{8}", [.backspace]),
        ("\u{1}", [.control("a")]), ("\u{18}", [.control("x")]), ("\u{1a}", [.control("z")]),
        ("\u{1b}[A", [.up]), ("\u{1b}OA", [.up]), ("\u{1b}[B", [.down]), ("\u{1b}[C", [.right]),
        ("\u{1b}[D", [.left]), ("\u{1b}[H", [.home]), ("\u{1b}OF", [.end]), ("\u{1b}[1~", [.home]),
        ("\u{1b}[3~", [.delete]), ("\u{1b}[4~", [.end]), ("\u{1b}[5~", [.pageUp]),
        ("\u{1b}[6~", [.pageDown]), ("\u{1b}[Z", [.backTab]), ("\u{1b}OM", [.enter]),
        ("\u{1b}[1;1A", [.up]), ("\u{1b}[97u", [.character("a")]),
        ("\u{1b}[97;1:2u", [.character("a")]), ("\u{1b}[97;5u", [.control("a")]),
        ("\u{1b}[97;2u", [.character("A")]), ("\u{1b}[49:33;2u", [.character("!")]),
        ("\u{1b}[97;65u", [.character("a")]), ("\u{1b}[13u", [.enter]), ("\u{1b}[27u", [.escape]),
        ("\u{1b}[9;2u", [.backTab]), ("\u{1b}[27;5;120~", [.control("x")]),
    ])
    func keys(_ text: String, _ keys: [Key]) {
        #expect(decoded(text) == keys.map { .key($0) })
    }

    /// What is no plain key is told as one thing that came, and nothing of it is a key.
    @Test(arguments: [
        "\u{1b}a", "\u{1b}A", "\u{1b}1", "\u{1b}\r", "\u{1b}\u{7f}", "\u{1b}ż", "\u{1b}\u{1}",
        "\u{1b}[1;3A", "\u{1b}[1;5A", "\u{1b}[1;2A", "\u{1b}\u{1b}[A", "\u{1b}\u{1b}OA",
        "\u{1b}[97;3u", "\u{1b}[97;1:3u", "\u{1b}[97;9u", "\u{1b}[49;2u", "\u{1b}[57399u",
        "\u{1b}[5;3~", "\u{1b}[27;3;97~", "\u{1b}[3:2~", "\u{1b}OP", "\u{1b}O5P", "\u{1b}[15~",
        "\u{1b}[[A", "\u{1b}[3n", "\u{1b}[n", "\u{1b}[00n", "\u{1b}[0;0n", "\u{1b}[?0n",
        "\u{1b}[12;40R", "\u{1b}[?62;22c", "\u{1b}[>0;276;0c", "\u{1b}[?2026;2$y", "\u{1b}[201~",
        "\u{1b}]11;rgb:0000/aaaa/yyyy\u{7}",
        "\u{1b}]52;c;YWF5\u{1b}\\", "\u{1b}P>|tmux 3.3a\u{1b}\\", "\u{1b}_Gi=1;OK\u{1b}\\",
        "\u{1b}^ay\u{1b}\\", "\u{1b}Xay\u{1b}\\", "\u{1b}(B", "\u{1b} F", "\u{1b}[M \u{0}!",
        "\u{1b}[<0;0;1M", "\u{1b}[<35;4;4M", "\u{1b}[<0;4M", "\u{1b}[99999999;1A",
        "\u{1b}[" + String(repeating: "1;", count: 500) + "A", "\u{0}", "\u{1c}", "\u{85}",
        "\u{202e}", "\u{200d}", "\u{e000}", "\u{fffe}",
    ])
    func swallowed(_ text: String) {
        #expect(decoded(text).allSatisfy { $0 == .ignored })
    }

    @Test func reports() {
        #expect(decoded("\u{1b}[0n") == [.fenceAnswered])
        #expect(decoded("\u{1b}[I\u{1b}[O") == [.focused(true), .focused(false)])
        #expect(decoded("\u{1b}[<64;5;7M") == [.mouse(Mouse(.wheelUp, row: 6, column: 4))])
        #expect(decoded("\u{1b}[<0;300;7m") == [.mouse(Mouse(.released(0), row: 6, column: 299))])
        #expect(decoded("\u{1b}[Ma!!") == [.mouse(Mouse(.wheelDown, row: 0, column: 0))])
        // Its coordinates are letters: they are not keys.
        #expect(decoded("\u{1b}[M ay") == [.mouse(Mouse(.pressed(0), row: 88, column: 64))])
    }

    /// `a` was typed before the card was on screen, `y` after it.
    @Test func aFenceStandsInTheOrderOfKeys() {
        #expect(
            decoded("a\u{1b}[0ny") == [
                .key(.character("a")), .fenceAnswered, .key(.character("y")),
            ])
    }

    /// Esc is pressed and the terminal's report comes before it is clear that nothing follows.
    @Test(arguments: [
        ("[0n", InputEvent.fenceAnswered), ("[I", .focused(true)), ("[O", .focused(false)),
    ])
    func escapeBeforeAReportIsTheKey(_ report: String, _ event: InputEvent) {
        #expect(
            decoded("\u{1b}\u{1b}" + report + "q") == [.key(.escape), event, .key(.character("q"))])
        #expect(decoded("\u{1b}]cut\u{1b}\u{1b}" + report) == [.ignored, event])
    }

    @Test func bytesThatAreNotUTF8() {
        #expect(decoded([0xff]) == [.ignored])
        #expect(decoded([0xc3, 0x61]) == [.ignored, .key(.character("a"))])
        #expect(decoded([0xe2, 0x82]) == [])
        #expect(decoded([0xc0, 0xaf]) == [.ignored, .ignored])
        #expect(decoded([0xed, 0xa0, 0x80]).allSatisfy { $0 == .ignored })
        for overlong: [UInt8] in [
            [0xe0, 0x80, 0xaf], [0xf0, 0x80, 0x80, 0xaf], [0xf4, 0x90, 0x80, 0x80],
        ] {
            #expect(decoded(overlong).allSatisfy { $0 == .ignored })
        }
        #expect(decoded([0x9b, 0x41]) == [.ignored, .key(.character("A"))])
        #expect(decoded([0xc3, 0x1b, 0x5b, 0x41]) == [.ignored, .key(.up)])
    }

    /// CAN ends what it interrupts, so that the kill switch is always within reach.
    @Test(arguments: [
        "\u{1b}", "\u{1b}[", "\u{1b}[1;", "\u{1b}O", "\u{1b}]0;", "\u{1b}P", "\u{1b}[M ",
    ])
    func cancelReachesThroughASequence(_ start: String) {
        let events = decoded(start + "\u{18}K")
        #expect(events.last == .key(.character("K")))
        #expect(events.contains(.key(.control("x"))))
    }

    @Test func aReportThatWasCutOffEndsWhereTheNextBegins() {
        #expect(decoded("\u{1b}[M \u{1b}[A") == [.ignored, .key(.up)])
        #expect(decoded("\u{1b}[[\u{1b}[A") == [.ignored, .key(.up)])
        #expect(decoded("\u{1b}[1;\u{1b}[A") == [.ignored, .key(.up)])
        #expect(decoded("\u{1b}]0;abc\u{1b}[A") == [.ignored, .key(.up)])
    }
}

@Suite struct InputDecoderTimeTests {
    @Test func aLoneEscapeIsAKeyAfter25Milliseconds() {
        var decoder = InputDecoder()
        #expect(decoder.feed([0x1b], at: 100) == [])
        #expect(decoder.deadline == 100 + 25 * millisecond)
        #expect(decoder.expire(at: 99 + 25 * millisecond) == [])
        #expect(decoder.expire(at: 100 + 25 * millisecond) == [.key(.escape)])
        #expect(decoder.feed("a".utf8, at: 200 * millisecond) == [.key(.character("a"))])
        #expect(decoder.deadline == nil)
    }

    @Test func twoEscapesAtOnceAreOne() {
        var decoder = InputDecoder()
        #expect(decoder.feed([0x1b, 0x1b], at: 0) == [])
        #expect(decoder.expire(at: 25 * millisecond) == [.key(.escape)])
    }

    /// esc-fragment-inert: a slow line cuts an arrow key behind its ESC.
    @Test(arguments: ["[A", "OA", "[0n", "[200~ay\u{1b}[201~", "[<0;1;1M", "[97;3u"])
    func theRestOfACutSequenceIsNoKey(_ rest: String) {
        var decoder = InputDecoder()
        _ = decoder.feed([0x1b], at: 0)
        #expect(decoder.expire(at: 25 * millisecond) == [.key(.escape)])
        let events = decoder.feed(rest.utf8, at: 900 * millisecond)
        #expect(events == decoded("\u{1b}" + rest))
        for case .key(.character) in events { Issue.record("a key came out of \(rest)") }
    }

    @Test func aSecondLaterItIsTyped() {
        var decoder = InputDecoder()
        _ = decoder.feed([0x1b], at: 0)
        _ = decoder.expire(at: 25 * millisecond)
        #expect(decoder.deadline == 1_025 * millisecond)
        #expect(decoder.expire(at: 1_025 * millisecond) == [])
        #expect(decoder.feed("[".utf8, at: 1_100 * millisecond) == [.key(.character("["))])
    }

    /// A sequence has all the time there is; a string that nobody asked for has not.
    @Test func whatWasStartedAndNotEnded() {
        var decoder = InputDecoder()
        _ = decoder.feed("\u{1b}[1;".utf8, at: 0)
        #expect(decoder.deadline == nil)
        #expect(decoder.expire(at: .max) == [])
        #expect(decoder.feed("5a".utf8, at: 60_000 * millisecond) == [.ignored])
        _ = decoder.feed("\u{1b}]0;a".utf8, at: 0)
        #expect(decoder.feed("y".utf8, at: 900 * millisecond) == [])
        #expect(decoder.expire(at: 1_899 * millisecond) == [])
        #expect(decoder.expire(at: 1_900 * millisecond) == [.ignored])
        #expect(decoder.feed("y".utf8, at: 2_000 * millisecond) == [.key(.character("y"))])
    }
}
