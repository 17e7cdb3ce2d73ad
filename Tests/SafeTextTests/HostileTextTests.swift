import Glibc
import SafeText
import Testing

@Suite struct HostileTextTests {
    @Test func theCasesAreAllThere() {
        #expect(HostileText.all.count == 383)
    }

    @Test(arguments: HostileText.all)
    func nothingButPrintableCharactersIsDrawn(_ text: HostileText) {
        for scalar in SafeText(untrustedBytes: text.bytes).plain.unicodeScalars {
            #expect(AllowList.allows(scalar), "U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test(arguments: HostileText.all)
    func whatIsDrawnReadsBackAsTheBytes(_ text: HostileText) {
        #expect(Reading.bytes(of: SafeText(untrustedBytes: text.bytes).plain) == text.bytes)
        #expect(Reading.bytes(of: SafeText(untrustedBytes: text.bytes).inASCII.plain) == text.bytes)
    }

    @Test func noTwoCasesAreDrawnAlike() {
        // README of the cases: these pairs hold the same bytes.
        let same: Set<Set<String>> = [
            ["plain/decomposed-e", "combining/normalisation-pair-nfd"],
            ["invisible/bom-at-start", "json/bom"],
        ]
        var seen: [[UInt8]: String] = [:]
        var alike: Set<Set<String>> = []
        for text in HostileText.all {
            let drawn = Array(SafeText(untrustedBytes: text.bytes).plain.utf8)
            if let other = seen[drawn] { alike.insert([text.name, other]) }
            seen[drawn] = text.name
        }
        #expect(alike == same)
    }

    @Test(arguments: HostileText.all.filter { $0.kind == "plain" })
    func plainTextIsDrawnAsItIs(_ text: HostileText) {
        let safe = SafeText(untrustedBytes: text.bytes)
        if text.name == "plain/literal-escape-form" {
            #expect(safe.plain == "The file is named <U+003C>U+202E>gpj.exe")
        } else {
            #expect(Array(safe.plain.utf8) == text.bytes)
            #expect(safe.escapes == 0)
        }
    }

    @Test(arguments: [
        ("c0/tab", "pay/<TAB>refund"),
        ("c0/ff", "pay/<U+000C>refund"),
        ("c0/del", "pay/<DEL>refund"),
        ("csi/clear-screen", "target <ESC>[2J<ESC>[H"),
        ("c1/csi-utf8", "x<U+009B>2Jy"),
        ("c1/csi-raw-byte", "x<9B>2Jy"),
        ("bidi/file-extension", "report_<U+202E>gpj.exe"),
        ("invisible/hangul-filler-name", "<U+3164>"),
        ("tags/cancel-tag", "x<U+E007F>y"),
        ("variation/vs16-heart", "❤<U+FE0F>"),
        ("combining/at-start", "<U+0338>DENY"),
        ("combining/strike-through", "D<U+0336>E<U+0336>N<U+0336>Y<U+0336>"),
        ("combining/equal-with-solidus", "a =<U+0338> b"),
        ("combining/nine-marks", "a\u{300}\u{301}" + (2...8).map { "<U+030\($0)>" }.joined()),
        ("combining/mark-order-a", "q\u{307}<U+0323>"),
        ("combining/mark-order-b", "q\u{323}\u{307}"),
        ("homoglyph/greek-question-mark", "rm -rf x<U+037E> ls"),
        ("homoglyph/kelvin-sign", "<U+212A>ey"),
        ("newline/crlf", "a<CR><LF>b"),
        ("newline/ls", "a<U+2028>b"),
        ("utf8/surrogate-high", "a<ED><A0><80>b"),
        ("utf8/above-10ffff", "<F4><90><80><80>"),
        ("utf8/overlong-slash", "..<C0><AF>..<C0><AF>etc"),
        ("utf8/repair-collision-a", "pay<FF>"),
        ("utf8/replacement-character", "a<U+FFFD>b"),
        ("utf8/truncated-4-then-esc", "a<F0><9F><9A><ESC>[2J"),
        ("codepoint/unassigned", "a<U+0378>b"),
        ("codepoint/trailing-nbsp", "account A1<U+00A0>"),
        ("imitation/escaped-marker", "<U+003C>ESC>[2J <U+003C>U+202E> <U+003C>LF>"),
        ("imitation/truncation-marker", "delete /srv/data <U+005B>+0 B, all shown]"),
        ("mixed/esc-created-by-removal", "<ESC><U+00AD>[2J"),
        ("width/regional-indicators-odd", "<U+1F1F5><U+1F1F1><U+1F1E9>"),
    ])
    func theVisibleForms(_ name: String, _ drawn: String) throws {
        let text = try HostileText.named(name)
        #expect(Array(SafeText(untrustedBytes: text.bytes).plain.utf8) == Array(drawn.utf8))
    }

    @Test(arguments: HostileText.all)
    func aNameIsAllASCII(_ text: HostileText) {
        guard let string = String(validating: text.bytes, as: UTF8.self) else { return }
        let safe = SafeText(name: string)
        #expect(safe.plain.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        #expect(Reading.bytes(of: safe.plain) == text.bytes)
    }

    /// Texts put one after the other must not spell a form across the seam.
    @Test(arguments: ["<ESC>", "<U+202E>", "<9B>", "[+212]"])
    func noFormComesToBeAtASeam(_ form: String) {
        for cut in form.indices.dropFirst() {
            let left = SafeText(untrusted: String(form[..<cut]))
            let right = SafeText(untrusted: String(form[cut...]))
            #expect((left + right).plain != form)
            #expect(Reading.bytes(of: (left + right).plain) == Array(form.utf8))
        }
    }

    @Test func eachScalarIsAllowedOrEscapedAndReadsBack() {
        for scalar in AllowList.sample {
            let safe = SafeText(untrusted: "a" + String(scalar) + "b")
            let isRight =
                Reading.bytes(of: safe.plain) == Array(("a" + String(scalar) + "b").utf8)
                && safe.plain.unicodeScalars.allSatisfy(AllowList.allows)
            if !isRight {
                Issue.record("U+\(String(scalar.value, radix: 16)) is drawn as \(safe.plain)")
            }
        }
    }
}
