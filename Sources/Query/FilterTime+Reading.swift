extension FilterTime {
    /// Reads `2026-11-21`, `2026-11-21T12:04:00Z`, `12:04`, `12:04:31.250` or `-10m`; nil for
    /// anything else. Times are UTC; their `Z` may be left out.
    init?(_ text: [UInt8]) {
        if text.first == UInt8(ascii: "-") {
            guard let span = FilterTime.span(text.dropFirst()) else { return nil }
            self = .ago(span)
            return
        }
        var reader = DigitReader(text)
        if text.count >= 10, text[4] == UInt8(ascii: "-") {
            guard let date = reader.date() else { return nil }
            if reader.isAtEnd {
                self = .date(date, .day)
            } else {
                guard reader.take("T"), let (clock, unit) = reader.clock() else { return nil }
                self = .date(date + clock, unit)
            }
        } else {
            guard let (clock, unit) = reader.clock() else { return nil }
            self = .clock(clock, unit)
        }
    }

    /// Reads `45s`, `10m`, `2h` or `1d` as nanoseconds; nil for anything else and for more than 64
    /// bits of them.
    static func span(_ text: ArraySlice<UInt8>) -> Int64? {
        let units: [(letter: UInt8, seconds: Int64)] = [
            (UInt8(ascii: "s"), 1), (UInt8(ascii: "m"), 60), (UInt8(ascii: "h"), 3_600),
            (UInt8(ascii: "d"), 86_400),
        ]
        guard let unit = units.first(where: { $0.letter == text.last }), text.count > 1,
            text.count <= FilterLimits.digits, text.dropLast().allSatisfy(\.isDigit),
            let count = Int64(String(decoding: text.dropLast(), as: UTF8.self))
        else { return nil }
        let (span, isOver) = count.multipliedReportingOverflow(by: unit.seconds * 1_000_000_000)
        return isOver ? nil : span
    }
}

/// Reads the numbers of a time one after the other.
private struct DigitReader {
    private var rest: ArraySlice<UInt8>

    init(_ text: [UInt8]) { rest = text[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: mark) else { return false }
        rest.removeFirst()
        return true
    }

    /// Exactly so many digits, for a number within these bounds.
    private mutating func number(_ count: Int, _ bounds: ClosedRange<Int64>) -> Int64? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy(\.isDigit) else { return nil }
        rest = rest.dropFirst(count)
        let number = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        return bounds.contains(number) ? number : nil
    }

    /// The first nanosecond of a day. Nanoseconds since 1970 in 64 bits end in 2262.
    mutating func date() -> Int64? {
        guard let year = number(4, 1970...2261), take("-"), let month = number(2, 1...12),
            take("-"), let day = number(2, 1...31)
        else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[Int(month) - 1] else { return nil }
        let before = year - 1
        let leapDays = before / 4 - before / 100 + before / 400 - 477
        let days =
            (year - 1970) * 365 + leapDays + lengths.prefix(Int(month) - 1).reduce(0, +) + day - 1
        return days * FilterTime.day
    }

    /// A time of the day up to the end of the text.
    mutating func clock() -> (Int64, FilterTimeUnit)? {
        guard let hour = number(2, 0...23), take(":"), let minute = number(2, 0...59) else {
            return nil
        }
        var time = (hour * 60 + minute) * 60_000_000_000
        var unit = FilterTimeUnit.minute
        if take(":") {
            guard let second = number(2, 0...59) else { return nil }
            time += second * 1_000_000_000
            unit = .second
            if take(".") {
                let digits = rest.prefix { $0.isDigit }.count
                guard 1...9 ~= digits, let part = number(digits, 0...999_999_999) else {
                    return nil
                }
                unit = .fraction(digits)
                time += part * unit.nanoseconds
            }
        }
        _ = take("Z")
        return isAtEnd ? (time, unit) : nil
    }
}
