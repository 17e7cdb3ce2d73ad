import JSON
import Testing

/// Seeded random documents and their mutations, read in each way.
@Suite struct AgreementTests {
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func randomDocuments(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var counts: [Agreement.Outcome: Int] = [:]
        for round in 0..<150 {
            let document = random.document()
            let outcome = Agreement.check(document, "seed \(seed), round \(round)")
            #expect(
                outcome != .refused, "seed \(seed), round \(round): a document of the generator")
            counts[outcome, default: 0] += 1
            for _ in 0..<8 {
                let mutant = random.mutated(document)
                counts[
                    Agreement.check(mutant, "seed \(seed), round \(round), mutant"), default: 0] +=
                    1
            }
        }
        // Where one of the outcomes never came, the generator has lost its teeth.
        #expect(counts[.accepted, default: 0] > 150, "\(counts)")
        #expect(counts[.refused, default: 0] > 150, "\(counts)")
        #expect(counts[.duplicate, default: 0] > 5, "\(counts)")
    }

    /// Every cut of a document is refused, and none is read beyond its end.
    @Test func everyPrefixIsRefused() {
        let text = #"{"a":[1.5e-3,true,false,null,"x\n\ud83d\ude02é漢😂"],"b":{"c":-0}}"#
        for count in 0..<text.utf8.count {
            // A copy of exactly this length, so that a read beyond it is a read beyond memory.
            #expect(Readings.scan(Array(text.utf8.prefix(count))) != nil, "\(count)")
            Agreement.check(Array(text.utf8.prefix(count)), "prefix of \(count)")
        }
        #expect(Readings.scan(Array(text.utf8)) == nil)
    }

    @Test func randomBytes() {
        var random = SeededRandom(seed: 99)
        let letters =
            Array("{}[]:,\"\\u0aednultrfs-+.eE19 \n\u{0}é".utf8) + [0xFF, 0x80, 0xED, 0xF0]
        for round in 0..<20_000 {
            let count = random.below(24)
            let bytes = (0..<count).map { _ in letters[random.below(letters.count)] }
            Agreement.check(bytes, "round \(round): \(bytes)")
        }
    }
}
