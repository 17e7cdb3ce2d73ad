package import JSON

/// A rule that denies a call by its arguments: all of its conditions have to be met.
package struct DenyRule: Hashable, Sendable {
    /// The rule's name on the path of checks.
    package let name: RuleName
    /// At least one.
    package let conditions: [Condition]
    /// The line of the policy file.
    package let line: Int

    /// What a rule says to some arguments.
    package enum Finding: Hashable, Sendable {
        /// At least one condition is not met.
        case passes
        /// Every condition is met.
        case denies
        /// A condition meets something it cannot read, and the others are met or cannot be read
        /// either: the call must hold.
        case unreadable(String)
    }

    /// Denies what meets every condition.
    package init(name: RuleName, conditions: [Condition], line: Int) {
        self.name = name
        self.conditions = conditions
        self.line = line
    }

    /// Judges the arguments of one call.
    package func finding(on arguments: JSONValue) -> Finding {
        var unreadable: String?
        for condition in conditions {
            switch condition.finding(on: arguments) {
            case .differs: return .passes
            case .matches: continue
            case .unreadable(let why): unreadable = unreadable ?? why
            }
        }
        return unreadable.map(Finding.unreadable) ?? .denies
    }
}
