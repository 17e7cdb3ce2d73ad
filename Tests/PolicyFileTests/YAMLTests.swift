import Governance
import PolicyFile
import Testing

/// What YAML allows and the policy file does not, and what is no YAML at all.
struct YAMLTests {
    @Test(arguments: [
        // Anchors, aliases, tags, blocks: each where it stands.
        ("mode: &m enforce", "5:7: anchors are not allowed; write the value alone"),
        (
            "mode: &m enforce\naudit: *m",
            "6:8: '*m' repeats '&m', and aliases are not allowed; write the value out"
        ),
        (
            "mode: *m",
            "5:7: this is not YAML (found undefined alias); mend the line, or quote the text"
        ),
        ("mode: !!str enforce", "5:7: tags are not allowed; write the value alone"),
        ("holds: !holds { wait: 5m }", "5:8: tags are not allowed; write the value alone"),
        ("alerts: !!seq []", "5:9: tags are not allowed; write the value alone"),
        ("mode: |\n  enforce\n", "5:7: block text is not allowed; write it in one line"),
        ("mode: >-\n  enforce\n", "5:7: block text is not allowed; write it in one line"),
        ("<<: { mode: enforce }", "5:1: unknown key '<<' in the policy; it knows"),
        ("? [a]\n: b", "5:3: a key is a list; write it as a text"),
        ("? \n: b", "5:2: a key is nothing; write it as a text"),
        // Several documents, broken syntax.
        ("---\nmode: enforce", "5:1: a second document starts here; keep one"),
        (
            "mode: [enforce",
            "6:1: this is not YAML (while parsing a flow sequence: did not find expected ',' or ']'); mend the line, or quote the text"
        ),
        (
            "mode: enforce\n\taudit: strict",
            "6:1: this is not YAML (while scanning a plain scalar: found a tab character that violates indentation); mend the line, or quote the text"
        ),
        (
            "say: a: b",
            "5:7: this is not YAML (mapping values are not allowed in this context); mend the line, or quote the text"
        ),
        // What a person would not see, in the file or spelled by an escape.
        ("mode: enforce\u{202E}", "5:14: U+202E is not visible, or moves what is; remove it"),
        ("mode: enforce\u{200B}", "5:14: U+200B is not visible, or moves what is; remove it"),
        ("mode: enforce\r\n", "5:14: U+D is not visible, or moves what is; remove it"),
        (
            "mode: \"enforce\\u202E\"",
            "5:7: the text holds an invisible character or a line end; remove it"
        ),
        (
            "mode: \"enforce\\0\"",
            "5:7: the text holds an invisible character or a line end; remove it"
        ),
        (
            "mode: \"en\\nforce\"",
            "5:7: the text holds an invisible character or a line end; remove it"
        ),
        ("mode: \u{E000}", "5:7: U+E000 is not visible, or moves what is; remove it"),
    ])
    func isRefused(_ added: String, _ message: String) {
        let found = PolicyText.faults(PolicyText.smallest + "\n" + added)
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.hasPrefix("policy.yaml:" + message) == true, "\(found)")
    }

    @Test(
        arguments: [
            (
                "mode: enforce\nmode: observe",
                ["6:1: 'mode' was already given on line 5; keep one of them"]
            ),
            // Quotes and escapes make no second key.
            (
                "mode: enforce\n'mode': observe",
                ["6:1: 'mode' was already given on line 5; keep one of them"]
            ),
            (
                "holds: { wait: 1m, \"wait\": 2m }",
                ["5:20: 'wait' was already given on line 5; keep one of them"]
            ),
            (
                "mode: a\nmode: b\nmode: enforce\naudit: strict\naudit: normal",
                [
                    "5:7: unknown mode 'a'; choose one of", "6:1: 'mode' was already",
                    "7:1: 'mode' was already", "9:1: 'audit' was already given on line 8",
                ]
            ),
            // Other faults are told beside.
            (
                "tools:\n  pay/x: { teir: low }\n  pay/x: {}",
                ["6:12: unknown key 'teir'", "7:3: 'pay/x' was already given on line 6"]
            ),
        ] as [(String, [String])])
    func keysStandOnce(_ added: String, _ messages: [String]) {
        let found = PolicyText.faults(PolicyText.smallest + "\n" + added)
        #expect(found.count == messages.count, "\(found)")
        for (line, message) in zip(found, messages) {
            #expect(line.hasPrefix("policy.yaml:" + message))
        }
    }

    @Test func nothingIsNoPolicy() {
        #expect(
            PolicyText.faults("") == [
                "policy.yaml:1:1: the file is empty; start with 'pullcord: 1'"
            ])
        #expect(
            PolicyText.faults("# only this\n") == [
                "policy.yaml:1:1: the file is empty; start with 'pullcord: 1'"
            ])
        #expect(PolicyText.faults("pullcord: 1\n---\n").count == 1)
        #expect(
            PolicyText.faults("[]").first?.hasPrefix(
                "policy.yaml:1:1: the policy is a list; write a mapping of 'pullcord'") == true)
    }

    @Test func bytesThatAreNotUTF8HaveTheirPlace() {
        let bytes = Array("pullcord: 1\nhost: ".utf8) + [0xC3, 0x28]
        guard case .failure(let faults) = PolicyText.read(bytes) else {
            Issue.record("read")
            return
        }
        #expect(
            faults.description == "policy.yaml:2:7: the file is not UTF-8 here; save it as UTF-8")
    }

    @Test func plainTextIsNeverAnythingElse() throws {
        // YAML 1.1 would make these false, 8, 1.1, 45000 and nothing.
        let texts = ["no", "010", "1.10", "12:30:00", "~"]
        let list = texts.joined(separator: ", ")
        let policy = try PolicyText.read(
            PolicyText.smallest + "\ntools: { pay/x: { recipient: /to, known: [\(list)] } }"
        ).get()
        #expect(policy.tools.values.first?.known.map(\.text).sorted() == texts.sorted())
    }

    /// The reader calls itself for each level, and the keys of a mapping are compared: neither
    /// may be brought down, or to a standstill, by a file.
    @Test(arguments: [
        String(repeating: "[", count: 100_000),
        String(repeating: "{a: ", count: 100_000),
        String(repeating: "- ", count: 100_000),
        String(repeating: "? ", count: 100_000),
        (0..<2000).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n"),
        "a: " + String(repeating: "[[],", count: 200_000),
        laughs(asKey: false), laughs(asKey: true),
        String(repeating: "a", count: SourceSize.longest + 1),
        String(repeating: "k: 1\n", count: 100_000),
        String(repeating: "\"", count: 500_000),
        "x: [" + String(repeating: "a,", count: 500_000) + "]",
        String(repeating: "&a ", count: 100_000),
    ])
    func aHostileFileIsRefusedSoon(_ text: String) {
        let start = ProcessorTime.now()
        #expect(!PolicyText.faults(text).isEmpty)
        #expect(ProcessorTime.now() - start < .seconds(20))
    }

    private enum SourceSize { static let longest = 1 << 20 }

    private static func laughs(asKey: Bool) -> String {
        var lines = ["l0: &l0 [x, x, x, x, x, x, x, x, x]"]
        for level in 1...9 {
            let repeats = Array(repeating: "*l\(level - 1)", count: 9).joined(separator: ", ")
            lines.append("l\(level): &l\(level) [\(repeats)]")
        }
        if asKey { lines.append("m: { ? *l9 : 1, ? *l8 : 2 }") }
        return lines.joined(separator: "\n")
    }
}
