import JSON

extension FilterTermReader {
    /// Whole numbers; those of runs and calls may have the letter that screens write before them.
    func numbers(
        _ field: FilterField, _ values: [FilterValue], letter: UInt8?
    ) throws(FilterFault) -> FilterTerm {
        if let value = values.first, value.isAny, letter != nil, values.count == 1,
            comparison == .equal
        {
            return .numbers(field, [0...UInt64.max])
        }
        var ranges: [ClosedRange<UInt64>] = []
        for value in values { ranges.append(try range(value, letter: letter)) }
        return .numbers(field, ranges)
    }

    private func range(
        _ value: FilterValue, letter: UInt8?
    ) throws(FilterFault) -> ClosedRange<UInt64> {
        var digits = value.bytes[...]
        if let letter, digits.first?.foldedASCII == letter { digits.removeFirst() }
        guard !value.hasWildcard, !digits.isEmpty, digits.allSatisfy(\.isDigit),
            digits.count <= FilterLimits.digits
        else {
            let example = letter.map { "42 or \(Unicode.Scalar($0))42" } ?? "42"
            throw fault(value, "\(name) takes a whole number, as in \(example)")
        }
        guard let number = UInt64(String(decoding: digits, as: UTF8.self)) else {
            throw fault(value, "no \(name) is that large")
        }
        switch comparison {
        case .equal: return number...number
        case .greaterOrEqual: return number...UInt64.max
        case .lessOrEqual: return 0...number
        case .greater where number < .max: return number + 1...UInt64.max
        case .less where number > 0: return 0...number - 1
        case .greater, .less: throw fault(value, "no \(name) is \(comparison.rawValue)\(number)")
        }
    }

    /// Times of any form, each relative to the now of the search.
    func time(_ values: [FilterValue]) throws(FilterFault) -> FilterTerm {
        var times: [FilterTime] = []
        for value in values {
            guard !value.hasWildcard, let time = FilterTime(value.bytes) else {
                throw fault(
                    value,
                    "a time is written 12:04, 12:04:31, 2026-11-21, 2026-11-21T12:04:00Z (UTC) or "
                        + "-10m")
            }
            if case .ago = time, comparison == .equal {
                throw fault(
                    value, "nothing is recorded at one exact moment", suggestion: "since:10m")
            }
            times.append(time)
        }
        return .time(comparison, times)
    }

    /// `since:10m`: no longer ago than that.
    func since(_ values: [FilterValue]) throws(FilterFault) -> FilterTerm {
        guard values.count == 1 else {
            throw fault(values[1], "since takes one time")
        }
        let value = values[0]
        let span = FilterTime.span(value.bytes[...]).map(FilterTime.ago)
        guard !value.hasWildcard, let time = span ?? FilterTime(value.bytes) else {
            throw fault(
                value, "since takes 45s, 10m, 2h or 1d, or a time: 12:04 or 2026-11-21T12:04:00Z")
        }
        return .time(.greaterOrEqual, [time])
    }

    /// Exact amounts in the unit that stands in the place of a field.
    func amount(_ values: [FilterValue]) throws(FilterFault) -> FilterTerm {
        let unit = ExactText(name)
        if values.count == 1, values[0].isAny, comparison == .equal {
            return .amount(unit, .equal, [])
        }
        var amounts: [ExactDecimal] = []
        for value in values {
            guard !value.hasWildcard, value.bytes.count <= FilterLimits.digits,
                let amount = ExactDecimal(text: value.text), !amount.isNegative
            else {
                throw fault(
                    value, "\(name) takes a plain decimal of at most 38 digits, as in 500 or 12.50")
            }
            amounts.append(amount)
        }
        return .amount(unit, comparison, amounts)
    }
}
