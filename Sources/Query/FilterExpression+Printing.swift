extension FilterExpression: CustomStringConvertible {
    /// The expression as a filter that reads back as the same: each term in its one spelling.
    package var description: String {
        switch self {
        case .everything: ""
        case .term(let term): term.description
        case .not(let part):
            switch part {
            case .all, .any: "-(\(part))"
            default: "-\(part)"
            }
        case .all(let parts):
            parts.map { part in
                if case .any = part { "(\(part))" } else { part.description }
            }.joined(separator: " ")
        case .any(let parts): parts.map(\.description).joined(separator: " or ")
        }
    }
}
