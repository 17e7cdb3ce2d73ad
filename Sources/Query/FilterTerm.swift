package import JSON

/// One thing that a record is asked.
package enum FilterTerm: Hashable, Sendable {
    /// One of these is somewhere in its text.
    case text([FilterNeedle])
    /// A word that it has for the field is one of these.
    case words(FilterField, [FilterPattern])
    /// Its place in the trail, or a number that it has for `run` or `call`, is in one of these.
    case numbers(FilterField, [ClosedRange<UInt64>])
    /// It answers one of these.
    case decision(Set<FilterDecision>)
    /// Its call was judged by one of these tiers.
    case tier(Set<FilterTier>)
    /// It was recorded at such a time; several only where the comparison is `equal`.
    case time(FilterComparison, [FilterTime])
    /// Its call has an amount in this unit that compares so to one of these; no amounts are meant
    /// where any will do.
    case amount(ExactText, FilterComparison, [ExactDecimal])

    /// Whether a record is so.
    func matches(_ record: some FilterRecord, now: Int64) -> Bool {
        switch self {
        case .text(let needles):
            record.hasWord(.text) { text in needles.contains { $0.isIn(text) } }
        case .words(let field, let patterns):
            record.hasWord(field) { word in patterns.contains { $0.matches(word) } }
        case .numbers(.sequence, let ranges):
            ranges.contains { $0.contains(record.sequence) }
        case .numbers(let field, let ranges):
            record.hasNumber(field) { number in ranges.contains { $0.contains(number) } }
        case .decision(let decisions):
            record.decision.map(decisions.contains) ?? false
        case .tier(let tiers):
            record.tier.map(tiers.contains) ?? false
        case .time(let comparison, let times):
            times.contains { $0.isMet(comparison, by: record.wallNanoseconds, now: now) }
        case .amount(let unit, let comparison, let amounts):
            record.hasAmount { found, amount in
                FilterTerm.isSame(found, unit.text)
                    && (amounts.isEmpty
                        || amounts.contains { FilterTerm.compare(amount, comparison, $0) })
            }
        }
    }

    private static func isSame(_ bytes: Span<UInt8>, _ text: String) -> Bool {
        guard bytes.count == text.utf8.count else { return false }
        var place = 0
        for byte in text.utf8 {
            if bytes[place] != byte { return false }
            place &+= 1
        }
        return true
    }

    private static func compare(
        _ found: ExactDecimal, _ comparison: FilterComparison, _ wanted: ExactDecimal
    ) -> Bool {
        switch comparison {
        case .equal: found == wanted
        case .less: found < wanted
        case .lessOrEqual: found <= wanted
        case .greater: found > wanted
        case .greaterOrEqual: found >= wanted
        }
    }
}
