/// What a filter can ask of a record; spelled as it is written.
package enum FilterField: String, Hashable, Sendable, CaseIterable {
    case sequence = "seq"
    case time
    case kind
    case agent
    case tool
    case server
    case run
    case call
    case code
    case decision
    case tier
    case outcome
    case by
    case check
    case rule
    case text

    /// The words of which alone its value can be one; nil where any text can stand.
    package var words: [String]? {
        switch self {
        case .kind: FilterWords.kinds
        case .decision: FilterDecision.allCases.map(\.rawValue)
        case .tier: FilterTier.allCases.map(\.rawValue)
        case .outcome: FilterWords.outcomes
        case .check: FilterWords.checks
        default: nil
        }
    }
}
