/// A moment of the supervisor's wall clock, in nanoseconds since 1970 UTC.
///
/// It is for people: what is left of a time is counted from the supervisor's own `now` in the same
/// reply, never from the clock of the reader.
package struct WallTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    package let nanoseconds: Int64

    /// Makes a moment of nanoseconds since 1970 UTC.
    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// Nanoseconds from this moment to another, at the ends of their range where they overflow.
    package func nanoseconds(until other: WallTime) -> Int64 {
        let (difference, overflow) = other.nanoseconds.subtractingReportingOverflow(nanoseconds)
        guard overflow else { return difference }
        return other > self ? .max : .min
    }

    /// `2026-11-21T10:05:00Z`: whole seconds, always UTC (design section 8).
    package var description: String { "\(date)T\(clock)Z" }

    /// `2026-11-21`, the day.
    package var date: String {
        let days = nanoseconds.quotient(flooringBy: 1_000_000_000).quotient(flooringBy: 86_400)
        let (year, month, day) = Self.date(ofDay: days)
        return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
    }

    /// `10:05:00`, the time of the day.
    package var clock: String {
        let seconds = nanoseconds.quotient(flooringBy: 1_000_000_000)
        return Self.clock(seconds - seconds.quotient(flooringBy: 86_400) * 86_400)
    }

    private static func clock(_ seconds: Int64) -> String {
        "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// The civil date of a day counted from 1970-01-01, in eras of 400 years that begin in March.
    private static func date(ofDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = day + 719_468
        let era = shifted.quotient(flooringBy: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

extension Int64 {
    /// Division that rounds down, so that moments before 1970 fall on their own day.
    fileprivate func quotient(flooringBy divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
