import Testing

@testable import Query

/// What must hold for every filter and record, over many from a seed.
struct FilterPropertyTests {
    private static let rounds = 3_000

    /// The one spelling of an expression is read as that expression.
    @Test(arguments: [UInt64(1), 2, 3])
    func whatIsPrintedIsRead(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var count = 0
        for round in 0..<Self.rounds {
            let expression = random.expression()
            let text = expression.description
            guard text.utf8.count <= FilterLimits.bytes else { continue }
            do throws(FilterFault) {
                let filter = try Filter(text)
                guard filter.expression != expression || filter.expression.description != text
                else {
                    count += 1
                    continue
                }
                Issue.record(
                    "seed \(seed), round \(round): \(text) is read as \(filter.expression)")
            } catch {
                // The generator counts neither values nor levels.
                if error.message.contains("at most 64") { continue }
                Issue.record("seed \(seed), round \(round): \(text): \(error)")
            }
            return
        }
        #expect(count > Self.rounds / 2)
    }

    /// A filter takes the records that the plain reading of its meaning takes; about as many are
    /// taken as are left, so that both are tried.
    @Test(arguments: [UInt64(1), 2, 3])
    func itTakesWhatIsMeant(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var taken = 0
        for round in 0..<Self.rounds {
            let filter = Filter(expression: random.expression())
            let record = random.record()
            let isTaken = filter.matches(record, now: SeededRandom.now)
            let isMeant = NaiveFilter(expression: filter.expression)
                .matches(record, now: SeededRandom.now)
            if isTaken { taken += 1 }
            guard isTaken != isMeant else { continue }
            Issue.record("seed \(seed), round \(round): \(filter.text) takes \(record): \(isTaken)")
            return
        }
        #expect(Self.rounds / 5..<Self.rounds * 4 / 5 ~= taken, "\(taken) of \(Self.rounds)")
    }

    /// Any text is read or refused within its bounds, and what is read prints and reads again.
    @Test(arguments: [UInt64(1), 2, 3])
    func anyTextIsReadOrRefused(_ seed: UInt64) {
        let pieces = [
            "(", ")", "-", "not ", " or ", " and ", " ", "\"", "\\", "*", ",", ":", "=", "<", ">",
            "!",
            "agent", "tool", "seq", "tier", "time", "since", "usd", "decision", "run", "call",
            "code",
            "kind", "high", "deny", "12:04", "2026-11-21", "-10m", "5", "r7", "a/b", "é", "\u{A0}",
            "\u{1F600}", "a", "\0",
        ]
        var random = SeededRandom(seed: seed)
        var read = 0
        for round in 0..<Self.rounds {
            let text = random.some(12) { $0.one(of: pieces) }.joined()
            do throws(FilterFault) {
                let filter = try Filter(text)
                read += 1
                _ = filter.matches(random.record(), now: SeededRandom.now)
                let again = try Filter(filter.expression.description)
                guard again.expression == filter.expression else {
                    Issue.record("seed \(seed), round \(round): \(text) becomes \(again.text)")
                    return
                }
            } catch {
                guard 1...text.unicodeScalars.count + 1 ~= error.column else {
                    Issue.record("seed \(seed), round \(round): \(text): \(error)")
                    return
                }
            }
        }
        #expect(read > Self.rounds / 100, "\(read)")
    }
}
