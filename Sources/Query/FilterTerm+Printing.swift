import JSON

extension FilterTerm: CustomStringConvertible {
    /// The term in its one spelling.
    package var description: String {
        switch self {
        case .text(let needles):
            if needles.count == 1 {
                return FilterSpelling.word(needles[0].bytes)
            }
            let values = needles.map { FilterSpelling.value($0.bytes) }
            return "text:" + values.joined(separator: ",")
        case .words(let field, let patterns):
            return FilterTerm.list(field.rawValue, patterns.map(FilterSpelling.pattern))
        case .numbers(let field, let ranges):
            return FilterTerm.numbers(field, ranges)
        case .decision(let decisions):
            let words = FilterDecision.allCases.filter(decisions.contains).map(\.rawValue)
            return FilterTerm.list("decision", words)
        case .tier(let tiers):
            let words = FilterTier.allCases.filter(tiers.contains).map(\.rawValue)
            return FilterTerm.list("tier", words)
        case .time(let comparison, let times):
            return "time\(comparison.rawValue)"
                + times.map(\.description).joined(separator: ",")
        case .amount(let unit, let comparison, let amounts):
            guard !amounts.isEmpty else { return "\(unit.text):*" }
            return "\(unit.text)\(comparison.rawValue)"
                + amounts.map(\.description).joined(separator: ",")
        }
    }

    private static func list(_ field: String, _ values: [String]) -> String {
        "\(field):\(values.joined(separator: ","))"
    }

    private static func numbers(_ field: FilterField, _ ranges: [ClosedRange<UInt64>]) -> String {
        if ranges.count == 1, let range = ranges.first, range.lowerBound < range.upperBound {
            if range == 0...UInt64.max, field != .sequence { return "\(field.rawValue):*" }
            return range.upperBound == .max
                ? "\(field.rawValue)>=\(range.lowerBound)"
                : "\(field.rawValue)<=\(range.upperBound)"
        }
        return list(field.rawValue, ranges.map { String($0.lowerBound) })
    }
}
