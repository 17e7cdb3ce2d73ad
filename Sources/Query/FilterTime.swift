/// A time as a filter writes it. It stands for all of its last unit: `12:04` for a minute,
/// `2026-11-21` for a day; so `time>12:04` is what came after that minute.
package enum FilterTime: Hashable, Sendable {
    /// A moment with its date, in nanoseconds since 1970 UTC.
    case date(Int64, FilterTimeUnit)
    /// A time of the day in UTC, in nanoseconds since midnight: the last time that a clock showed
    /// it.
    case clock(Int64, FilterTimeUnit)
    /// So many nanoseconds before now.
    case ago(Int64)

    /// One day, in nanoseconds.
    static let day: Int64 = 86_400_000_000_000

    /// The first nanosecond of it, and the first behind it.
    func bounds(now: Int64) -> (start: Int64, end: Int64) {
        let start: Int64
        let length: Int64
        switch self {
        case .date(let moment, let unit): (start, length) = (moment, unit.nanoseconds)
        case .clock(let clock, let unit):
            let days = now / FilterTime.day - (now % FilterTime.day < 0 ? 1 : 0)
            let (midnight, _) = days.multipliedReportingOverflow(by: FilterTime.day)
            let (today, isOver) = midnight.addingReportingOverflow(clock)
            start = !isOver && today <= now ? today : midnight &+ clock &- FilterTime.day
            length = unit.nanoseconds
        case .ago(let span):
            let (moment, isOver) = now.subtractingReportingOverflow(span)
            (start, length) = (isOver ? .min : moment, 1)
        }
        let (end, isOver) = start.addingReportingOverflow(length)
        return (start, isOver ? .max : end)
    }

    /// Whether a moment stands in this relation to it.
    func isMet(_ comparison: FilterComparison, by moment: Int64, now: Int64) -> Bool {
        let (start, end) = bounds(now: now)
        return switch comparison {
        case .equal: start <= moment && moment < end
        case .less: moment < start
        case .lessOrEqual: moment < end
        case .greater: moment >= end
        case .greaterOrEqual: moment >= start
        }
    }
}

/// The last unit that a time was written with.
package enum FilterTimeUnit: Hashable, Sendable {
    case day
    case minute
    case second
    /// So many digits behind the point of the second, 1...9.
    case fraction(Int)

    /// Its length.
    var nanoseconds: Int64 {
        switch self {
        case .day: FilterTime.day
        case .minute: 60_000_000_000
        case .second: 1_000_000_000
        case .fraction(let digits): (digits..<9).reduce(1) { length, _ in length * 10 }
        }
    }
}
