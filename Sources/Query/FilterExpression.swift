/// What a filter means: its terms and how they are joined.
///
/// In one form only: neither kind of list holds its own kind or fewer than two, so that equal
/// meanings of equal structure are equal values.
package indirect enum FilterExpression: Hashable, Sendable {
    /// Every record: the filter without terms.
    case everything
    case term(FilterTerm)
    case not(FilterExpression)
    /// Each of these.
    case all([FilterExpression])
    /// At least one of these.
    case any([FilterExpression])

    /// Each of the parts; lists of the same kind become one.
    static func joining(all parts: [FilterExpression]) -> FilterExpression {
        let flat = parts.flatMap { part in
            if case .all(let inner) = part { inner } else { [part] }
        }
        return flat.count == 1 ? flat[0] : .all(flat)
    }

    /// One of the parts; lists of the same kind become one.
    static func joining(any parts: [FilterExpression]) -> FilterExpression {
        let flat = parts.flatMap { part in
            if case .any(let inner) = part { inner } else { [part] }
        }
        return flat.count == 1 ? flat[0] : .any(flat)
    }

    /// Whether a record is meant. It is looked at once for each term at most.
    func matches(_ record: some FilterRecord, now: Int64) -> Bool {
        switch self {
        case .everything: true
        case .term(let term): term.matches(record, now: now)
        case .not(let part): !part.matches(record, now: now)
        case .all(let parts): parts.allSatisfy { $0.matches(record, now: now) }
        case .any(let parts): parts.contains { $0.matches(record, now: now) }
        }
    }
}
