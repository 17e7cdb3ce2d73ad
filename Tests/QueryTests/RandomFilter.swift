import JSON

@testable import Query

/// Random expressions in their one form, over few words, so that they often meet random records.
extension SeededRandom {
    static let names = [
        "a", "ab", "b", "A", "a/b", "ab/a", "caf\u{E9}", "cafe\u{301}", "or", "-b", "a\"\\ b",
    ]
    static let now: Int64 = 1_795_262_647_123_456_789

    mutating func expression(depth: Int = 0) -> FilterExpression {
        switch below(depth > 3 ? 4 : 10) {
        case 0..<4: .term(term())
        case 4..<6: .not(expression(depth: depth + 1))
        case 6..<8: .joining(all: some(3) { $0.expression(depth: depth + 1) })
        default: .joining(any: some(3) { $0.expression(depth: depth + 1) })
        }
    }

    private mutating func term() -> FilterTerm {
        switch below(8) {
        case 0:
            return .text(
                some(2) {
                    FilterNeedle(Array($0.one(of: SeededRandom.names).utf8), isFolding: true)
                })
        case 1, 2: return words()
        case 3: return .numbers(one(of: [.run, .call, .sequence]), ranges())
        case 4:
            return .decision(Set(some(2) { $0.one(of: FilterDecision.allCases) }))
        case 5: return .tier(Set(some(2) { $0.one(of: FilterTier.allCases) }))
        case 6: return time()
        default:
            let unit = ExactText(one(of: ["usd", "records"]))
            if chance(10) { return .amount(unit, .equal, []) }
            let comparison = one(of: FilterComparison.allCases)
            let amounts = some(comparison == .equal ? 3 : 1) { $0.amount() }
            return .amount(unit, comparison, amounts)
        }
    }

    private mutating func words() -> FilterTerm {
        let field = one(of: [FilterField.agent, .tool, .server, .by, .rule, .kind])
        return .words(
            field,
            some(3) { random in
                if random.chance(10) { return .any }
                let name =
                    field == .kind
                    ? random.one(of: FilterWords.kinds) : random.one(of: SeededRandom.names)
                let (start, end) = (random.chance(30), random.chance(30))
                let isOpen = start || end
                // Without a wildcard a tool has its slash.
                let isTool = field == .tool && !isOpen && !name.contains("/")
                return FilterPattern(
                    Array((isTool ? "a/b" : name).utf8), isOpenAtStart: start, isOpenAtEnd: end)
            })
    }

    private mutating func ranges() -> [ClosedRange<UInt64>] {
        let number = UInt64(below(6))
        switch below(3) {
        case 0: return [number...UInt64.max]
        case 1: return [0...number]
        default: return some(3) { UInt64($0.below(6)) }.map { $0...$0 }
        }
    }

    private mutating func time() -> FilterTerm {
        let comparison = one(of: FilterComparison.allCases)
        return .time(
            comparison,
            some(comparison == .equal ? 2 : 1) { random in
                let spans: [Int64] = [0, 1, 59, 60, 3_600, 7_261, 86_400, 200_000]
                let isSpan = comparison != .equal && random.chance(40)
                if isSpan { return .ago(random.one(of: spans) * 1_000_000_000) }
                let moment = SeededRandom.now - random.one(of: spans) * 1_000_000_000
                let unit = random.one(
                    of: [.day, .minute, .second, .fraction(1), .fraction(9)] as [FilterTimeUnit])
                if random.chance(50) {
                    return .date(moment - moment % unit.nanoseconds, unit)
                }
                // Also such as the clock shows only later today.
                let later = random.chance(50) ? 2 * (SeededRandom.now - moment) : 0
                let clock = (moment + later) % FilterTime.day
                let part = unit == .day ? FilterTimeUnit.minute : unit
                return .clock(clock - clock % part.nanoseconds, part)
            })
    }

    mutating func amount() -> ExactDecimal {
        ExactDecimal(coefficient: Int128(below(30)), scale: below(3)) ?? .zero
    }

    mutating func record() -> SampleRecord {
        var record = SampleRecord()
        record.sequence = UInt64(below(7))
        let spans: [Int64] = [0, 1, 59, 60, 61, 3_600, 7_261, 86_399, 86_400, 200_000]
        record.wallNanoseconds =
            SeededRandom.now - one(of: spans) * 1_000_000_000
            + Int64(one(of: [-1, 0, 0, 1, 60_000_000_000]))
        record.decision = chance(30) ? nil : one(of: FilterDecision.allCases)
        record.tier = chance(30) ? nil : one(of: FilterTier.allCases)
        for field in [FilterField.agent, .tool, .server, .by, .rule, .text] where chance(70) {
            record.words[field] = some(2) { $0.one(of: SeededRandom.names) }
        }
        record.words[.kind] = [one(of: FilterWords.kinds)]
        for field in [FilterField.run, .call] where chance(70) {
            record.numbers[field] = some(2) { UInt64($0.below(7)) }
        }
        if chance(60) {
            record.amounts = some(2) {
                (unit: $0.one(of: ["usd", "records"]), amount: $0.amount())
            }
        }
        return record
    }
}
