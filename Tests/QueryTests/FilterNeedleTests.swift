import Testing

@testable import Query

/// Searching takes time linear in the text, whatever text and filter are.
struct FilterNeedleTests {
    /// A span is no value that an expectation could keep.
    private static func isFound(_ needle: FilterNeedle, _ text: [UInt8]) -> Bool {
        needle.isIn(text.span)
    }

    @Test(arguments: [
        ("ab", "aab", true), ("aab", "aaab", true), ("abab", "abaabab", true),
        ("abcabd", "abcabcabd", true), ("aa", "aba", false), ("a", "", false), ("abc", "ab", false),
        ("bot", "BOT", true), ("BOT", "bot", true), ("[", "{", false), ("@", "`", false),
        ("é", "É", false), ("a\nb", "xa\nby", true),
    ])
    func itIsFoundOrNot(_ needle: String, _ text: String, _ isFound: Bool) {
        let needle = FilterNeedle(Array(needle.utf8), isFolding: true)
        #expect(FilterNeedleTests.isFound(needle, Array(text.utf8)) == isFound)
    }

    @Test func capitalsMatterWhereAsked() {
        let needle = FilterNeedle(Array("Bot".utf8), isFolding: false)
        #expect(FilterNeedleTests.isFound(needle, Array("a Bot".utf8)))
        #expect(!FilterNeedleTests.isFound(needle, Array("a bot".utf8)))
    }

    /// Two letters only, so that every kind of overlap occurs.
    @Test func itAgreesWithLookingAtEachPlace() {
        let seed: UInt64 = 7
        var random = SeededRandom(seed: seed)
        for round in 0..<20_000 {
            let needle = random.some(6) { $0.one(of: Array("abAB".utf8)) }
            let text = random.some(30) { $0.one(of: Array("abAB".utf8)) }
            for isFolding in [false, true] {
                let (left, right) =
                    isFolding
                    ? (needle.map(\.foldedASCII), text.map(\.foldedASCII)) : (needle, text)
                let isThere = right.indices.contains { right[$0...].starts(with: left) }
                let found = FilterNeedle(needle, isFolding: isFolding).isIn(text.span)
                guard found != isThere else { continue }
                Issue.record("seed \(seed), round \(round): \(needle) in \(text): \(found)")
                return
            }
        }
    }

    /// Looking at each place anew would take 60 million steps here.
    @Test func theWorstTextIsNoSlower() {
        let text = [UInt8](repeating: UInt8(ascii: "a"), count: 64 << 10)
        let needle = FilterNeedle(
            [UInt8](repeating: UInt8(ascii: "a"), count: 1_000) + [UInt8(ascii: "b")],
            isFolding: true)
        let start = ProcessorTime.now()
        #expect(!FilterNeedleTests.isFound(needle, text))
        #expect(ProcessorTime.now() - start < .milliseconds(500))
    }
}
