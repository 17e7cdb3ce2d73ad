import JSON

/// Makes a term of a field and its values: each kind of field reads its own.
struct FilterTermReader {
    let text: FilterText
    /// The field as it was written.
    let name: String
    let comparison: FilterComparison
    /// Where the comparison stands.
    let place: Int

    func term(
        _ subject: FilterSubject, _ values: [FilterValue]
    ) throws(FilterFault) -> FilterTerm {
        switch subject {
        case .since: return try since(values)
        case .unit: return try amount(values)
        case .field(let field):
            switch field {
            case .sequence: return try numbers(field, values, letter: nil)
            case .run: return try numbers(field, values, letter: UInt8(ascii: "r"))
            case .call: return try numbers(field, values, letter: UInt8(ascii: "c"))
            case .time: return try time(values)
            case .text: return try texts(values)
            case .tier:
                let tiers = try words(values, FilterTier.allCases)
                return .tier(Set(try compared(tiers, values)))
            case .decision: return .decision(Set(try words(values, FilterDecision.allCases)))
            case .kind, .agent, .tool, .server, .code, .outcome, .by, .check, .rule:
                var patterns: [FilterPattern] = []
                for value in values { patterns.append(try pattern(field, value)) }
                return .words(field, patterns)
            }
        }
    }

    func fault(
        _ value: FilterValue, _ message: String, suggestion: String? = nil
    ) -> FilterFault {
        text.fault(value.place, message, suggestion: suggestion)
    }

    private func texts(_ values: [FilterValue]) throws(FilterFault) -> FilterTerm {
        var needles: [FilterNeedle] = []
        for value in values {
            guard !value.hasWildcard else {
                throw fault(
                    value, "a text is found anywhere without '*'; quote it to find a '*'")
            }
            needles.append(FilterNeedle(value.bytes, isFolding: true))
        }
        return .text(needles)
    }

    /// The known words that the values mean.
    private func words<Word: RawRepresentable<String>>(
        _ values: [FilterValue], _ known: [Word]
    ) throws(FilterFault) -> [Word] {
        var found: [Word] = []
        for value in values {
            let pattern = value.pattern(value.bytes.map(\.foldedASCII))
            let matching = known.filter { pattern.matches($0.rawValue) }
            guard !matching.isEmpty else {
                throw unknownWord(value, known.map(\.rawValue))
            }
            found += matching
        }
        return found
    }

    private func unknownWord(_ value: FilterValue, _ known: [String]) -> FilterFault {
        let few = 12
        let list = known.count > few ? "" : ": it is " + known.joined(separator: ", ")
        return fault(
            value, "\(name) is never '\(value.text)'" + list,
            suggestion: NearestSpelling.of(value.text, in: known))
    }

    /// The tiers that compare so to the one that was written.
    private func compared(
        _ tiers: [FilterTier], _ values: [FilterValue]
    ) throws(FilterFault) -> [FilterTier] {
        guard comparison != .equal else { return tiers }
        guard tiers.count == 1, let rank = FilterTier.allCases.firstIndex(of: tiers[0]) else {
            throw fault(values[0], "a comparison takes one tier, written whole")
        }
        let found = FilterTier.allCases.enumerated().filter {
            switch comparison {
            case .equal: $0.offset == rank
            case .less: $0.offset < rank
            case .lessOrEqual: $0.offset <= rank
            case .greater: $0.offset > rank
            case .greaterOrEqual: $0.offset >= rank
            }
        }
        guard !found.isEmpty else {
            throw fault(values[0], "no tier is \(name)\(comparison.rawValue)\(tiers[0].rawValue)")
        }
        return found.map(\.element)
    }

    private func pattern(
        _ field: FilterField, _ value: FilterValue
    ) throws(FilterFault) -> FilterPattern {
        switch field {
        case .kind, .outcome, .check:
            let pattern = value.pattern(value.bytes.map(\.foldedASCII))
            let known = field.words ?? []
            // With a wildcard it may mean a word of a later version.
            guard value.hasWildcard || known.contains(where: pattern.matches) else {
                throw unknownWord(value, known)
            }
            return pattern
        case .tool:
            guard value.hasWildcard || value.bytes.contains(UInt8(ascii: "/")) else {
                throw fault(
                    value, "a tool is written server/tool", suggestion: "*/\(value.text)")
            }
        case .code:
            guard value.hasWildcard || value.bytes.count == 3 else {
                throw fault(
                    value, "a code has three characters", suggestion: "\(value.text)*")
            }
            return value.pattern(value.bytes.map(\.capitalASCII))
        case .by where !value.hasWildcard:
            // As some entries write it.
            let prefix = Array("operator:".utf8)
            guard value.bytes.starts(with: prefix), value.bytes.count > prefix.count else { break }
            return FilterPattern(Array(value.bytes.dropFirst(prefix.count)))
        default: break
        }
        return value.pattern(value.bytes)
    }
}
