/// What stands before the mark of a term: a field, `since`, or a unit of the policy.
enum FilterSubject {
    case field(FilterField)
    /// `since:10m`, another way to write `time>=-10m`.
    case since
    case unit(String)

    /// The subject of this name; nil where there is none.
    init?(_ name: String) {
        if let field = FilterField(rawValue: name) {
            self = .field(field)
        } else if name == "since" {
            self = .since
        } else if FilterUnits.contains(name) {
            self = .unit(name)
        } else {
            return nil
        }
    }

    /// Whether its values have an order that can be compared by.
    var isOrdered: Bool {
        switch self {
        case .field(let field):
            switch field {
            case .sequence, .time, .run, .call, .tier: true
            default: false
            }
        case .since: false
        case .unit: true
        }
    }

    /// The names that are proposed; of equally near spellings the first. Of the currencies a few:
    /// any three letters are near to some.
    static let names =
        FilterField.allCases.map(\.rawValue) + ["since"] + FilterUnits.things
        + ["usd", "eur", "gbp"]
}
