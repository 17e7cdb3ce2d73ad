import JSON

@testable import Query

/// What a filter means, written down a second time in the plainest way: lists of bytes, times as
/// their spellings, no search but looking at each place.
struct NaiveFilter {
    let expression: FilterExpression

    func matches(_ record: SampleRecord, now: Int64) -> Bool {
        func holds(_ expression: FilterExpression) -> Bool {
            switch expression {
            case .everything: return true
            case .term(let term): return meets(record, term, now)
            case .not(let part): return holds(part) == false
            case .all(let parts): return parts.filter(holds).count == parts.count
            case .any(let parts): return !parts.filter(holds).isEmpty
            }
        }
        return holds(expression)
    }

    private func meets(_ record: SampleRecord, _ term: FilterTerm, _ now: Int64) -> Bool {
        switch term {
        case .text(let needles):
            return (record.words[.text] ?? []).contains { text in
                let text = small(Array(text.utf8))
                return needles.contains { needle in
                    text.indices.contains { text[$0...].starts(with: small(needle.bytes)) }
                }
            }
        case .words(let field, let patterns):
            return (record.words[field] ?? []).contains { word in
                patterns.contains { meets(Array(word.utf8), $0) }
            }
        case .numbers(let field, let ranges):
            let numbers = field == .sequence ? [record.sequence] : record.numbers[field] ?? []
            return numbers.contains { number in
                ranges.contains { number >= $0.lowerBound && number <= $0.upperBound }
            }
        case .decision(let decisions):
            return record.decision != nil && decisions.map(Optional.some).contains(record.decision)
        case .tier(let tiers):
            return record.tier != nil && tiers.map(Optional.some).contains(record.tier)
        case .time(let comparison, let times):
            return times.contains { meets(record.wallNanoseconds, comparison, $0, now) }
        case .amount(let unit, let comparison, let amounts):
            return record.amounts.contains { found in
                Array(found.unit.utf8) == Array(unit.text.utf8)
                    && (amounts.isEmpty
                        || amounts.contains { meets(order(found.amount, $0), comparison) })
            }
        }
    }

    /// Capitals of ASCII as small letters.
    private func small(_ bytes: [UInt8]) -> [UInt8] {
        bytes.map { 65...90 ~= $0 ? $0 + 32 : $0 }
    }

    private func meets(_ word: [UInt8], _ pattern: FilterPattern) -> Bool {
        let bytes = pattern.bytes
        return switch (pattern.isOpenAtStart, pattern.isOpenAtEnd) {
        case (false, false): word == bytes
        case (true, false): word.reversed().starts(with: bytes.reversed())
        case (false, true): word.starts(with: bytes)
        case (true, true):
            bytes.isEmpty || word.indices.contains { word[$0...].starts(with: bytes) }
        }
    }

    private func meets(_ order: Int, _ comparison: FilterComparison) -> Bool {
        switch comparison {
        case .equal: order == 0
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        case .greaterOrEqual: order >= 0
        }
    }

    /// The sign of the difference, taken exactly.
    private func order(_ left: ExactDecimal, _ right: ExactDecimal) -> Int {
        Int((left.subtracting(right)?.coefficient ?? 0).signum())
    }

    /// Moments are compared as spellings, cut to the length of the time that is compared with.
    private func meets(
        _ moment: Int64, _ comparison: FilterComparison, _ time: FilterTime, _ now: Int64
    ) -> Bool {
        if case .ago(let span) = time {
            return meets(
                (moment - (now - span)).signum() > 0 ? 1 : moment == now - span ? 0 : -1, comparison
            )
        }
        var spelled = time.description.filter { $0 != "Z" }
        if case .clock = time {
            let (today, yesterday) = (
                spelling(now).prefix(11), spelling(now - 86_400_000_000_000).prefix(11)
            )
            spelled = today + spelled <= spelling(now) ? today + spelled : yesterday + spelled
        }
        let cut = String(spelling(moment).prefix(spelled.count))
        return meets(cut == spelled ? 0 : cut < spelled ? -1 : 1, comparison)
    }

    /// `2026-11-21T12:04:07.123456789`, by counting the days of each year and month.
    private func spelling(_ moment: Int64) -> String {
        var days = moment / 86_400_000_000_000
        let rest = moment % 86_400_000_000_000
        var (year, month) = (1970, 1)
        func length() -> Int64 {
            let isLeap = year % 400 == 0 || year % 4 == 0 && year % 100 != 0
            return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
        }
        while days >= length() {
            days -= length()
            month += 1
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        func digits(_ value: Int64, _ count: Int) -> String {
            String(String(1_000_000_000_000 + value).suffix(count))
        }
        let seconds = rest / 1_000_000_000
        let date = "\(year)-\(digits(Int64(month), 2))-\(digits(days + 1, 2))"
        let clock = "\(digits(seconds / 3600, 2)):\(digits(seconds / 60 % 60, 2))"
        let fraction = "\(digits(seconds % 60, 2)).\(digits(rest % 1_000_000_000, 9))"
        return "\(date)T\(clock):\(fraction)"
    }
}
