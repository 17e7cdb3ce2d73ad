import SafeText
import Testing

@Suite struct InterpolationTests {
    @Test func wordsOfOursAndTextFromOutsideStandApart() {
        let text = SafeText("held \(untrusted: "x\" for \"ana") in \(3) ms")
        #expect(text.plain == "held \"x<U+0022> for <U+0022>ana\" in 3 ms")
        #expect(
            text.runs.map(\.role) == [
                .own, .untrusted, .escape, .untrusted, .escape, .untrusted, .own,
            ])
    }

    @Test(arguments: [
        ("pay/refund", "pay/refund"), ("billing-bot", "billing-bot"), ("", "\"\""),
        ("two words", "\"two words\""), ("d\u{3BF}cs/read", "\"d<U+03BF>cs/read\""),
        ("caf\u{E9}", "\"caf<U+00E9>\""), ("cafe\u{301}", "\"cafe<U+0301>\""),
        ("a\"b", "\"a<U+0022>b\""),
    ])
    func namesAreBareWhenTheyAreOneWord(_ name: String, _ shown: String) {
        #expect(SafeText("\(name: name)").plain == shown)
    }

    @Test func blankTextIsSeen() {
        #expect(SafeText("to \(untrusted: "")").plain == "to \"\"")
        #expect(SafeText("to \(untrusted: "   ")").plain == "to \"   \"")
        #expect(SafeText("to \(untrustedBytes: [0x9B])").plain == "to \"<9B>\"")
    }

    @Test func wordsOfOursHoldNoControlsEither() {
        let text: SafeText = "a\nb <LF> [+2]"
        #expect(text.plain == "a<LF>b <LF> [+2]")
        #expect(text.runs.map(\.role) == [.own, .escape, .own])
        #expect(text != SafeText(untrusted: "a\nb <LF> [+2]"))
    }

    /// `String` takes these two for equal; they are other bytes.
    @Test func equalityIsOfBytes() {
        #expect("caf\u{E9}" == "cafe\u{301}")
        #expect(SafeText(untrusted: "caf\u{E9}") != SafeText(untrusted: "cafe\u{301}"))
    }

    @Test func partsAreJoined() {
        let list: [SafeText] = ["a", SafeText(untrusted: "b\u{7}"), SafeText(UInt8(7))]
        #expect(list.joined(by: ", ").plain == "a, b<BEL>, 7")
        #expect(list.joined(by: ", ").escapes == 1)
        #expect(SafeText("\(list[1]): \("held" as StaticString)").plain == "b<BEL>: held")
    }

    @Test(arguments: [
        (#"{"a":"x"}"#, #"{"a":"x"}"#),
        ("{\"a\":\"\u{202E}\u{7F}\u{1F600}é\"}", #"{"a":"\u202e\u007f\ud83d\ude00\u00e9"}"#),
        (#"{"a":"<LF>[+1]"}"#, #"{"a":"<LF>[+1]"}"#),
        ("{\n}", "{<LF>}"),
    ])
    func jsonIsASCIIAndTheSameValue(_ json: String, _ shown: String) {
        #expect(SafeText(json: Array(json.utf8)).plain == shown)
    }
}
