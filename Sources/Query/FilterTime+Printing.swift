extension FilterTime: CustomStringConvertible {
    /// The time as a filter writes it.
    package var description: String {
        switch self {
        case .date(let moment, let unit):
            let clock = moment % FilterTime.day
            let date = FilterTime.date(ofDay: moment / FilterTime.day)
            return unit == .day ? date : "\(date)T\(FilterTime.clock(clock, unit))Z"
        case .clock(let clock, let unit): return FilterTime.clock(clock, unit)
        case .ago(let span):
            // No fraction of a second can be written.
            let seconds = span / 1_000_000_000
            for (letter, length) in [("d", Int64(86_400)), ("h", 3_600), ("m", 60)]
            where seconds > 0 && seconds % length == 0 {
                return "-\(seconds / length)\(letter)"
            }
            return "-\(seconds)s"
        }
    }

    private static func clock(_ nanoseconds: Int64, _ unit: FilterTimeUnit) -> String {
        let seconds = nanoseconds / 1_000_000_000
        let minutes = "\(padded(seconds / 3_600, 2)):\(padded(seconds / 60 % 60, 2))"
        switch unit {
        case .day, .minute: return minutes
        case .second: return "\(minutes):\(padded(seconds % 60, 2))"
        case .fraction(let digits):
            let part = nanoseconds % 1_000_000_000 / unit.nanoseconds
            return "\(minutes):\(padded(seconds % 60, 2)).\(padded(part, digits))"
        }
    }

    /// The date of a day counted from 1970-01-01.
    private static func date(ofDay day: Int64) -> String {
        var year: Int64 = 1970
        var rest = day
        func length(_ year: Int64) -> Int64 {
            year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 366 : 365
        }
        while rest >= length(year) {
            rest -= length(year)
            year += 1
        }
        var month: Int64 = 1
        for days in [31, length(year) - 337, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
            if rest < days { break }
            rest -= days
            month += 1
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(rest + 1, 2))"
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
