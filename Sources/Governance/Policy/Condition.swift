package import JSON

/// One look at one argument: `{ argument: /path, if: { prefix: /etc/ } }`.
///
/// A list is looked at element by element: `if` is met by any element that matches, `unless` by
/// any that does not.
package struct Condition: Hashable, Sendable {
    /// Where the argument is.
    package let argument: JSONPointer
    /// Whether matching or not matching meets the condition.
    package let sense: Sense
    /// What the argument is compared with.
    package let selector: Selector

    /// Whether matching or not matching meets a condition.
    package enum Sense: String, Hashable, Sendable, CaseIterable {
        /// Met where the argument matches; an argument that is absent does not match.
        case `if`
        /// Met where the argument is not shown to match: absent and unreadable ones meet it too.
        case unless
    }

    /// Looks at an argument.
    package init(argument: JSONPointer, sense: Sense, selector: Selector) {
        self.argument = argument
        self.sense = sense
        self.selector = selector
    }

    /// Whether some arguments meet the condition.
    package func finding(on arguments: JSONValue) -> Selector.Finding {
        let found = values(in: arguments).map(selector.finding(on:))
        switch sense {
        case .if:
            if found.contains(.matches) { return .matches }
            return found.first { $0 != .differs } ?? .differs
        case .unless:
            if isAbsent(in: arguments) { return .matches }
            return found.allSatisfy { $0 == .matches } ? .differs : .matches
        }
    }

    private func isAbsent(in arguments: JSONValue) -> Bool {
        let value = argument.value(in: arguments)
        return value == nil || value == .null
    }

    private func values(in arguments: JSONValue) -> [JSONValue] {
        guard let value = argument.value(in: arguments), value != .null else { return [] }
        if case .array(let elements) = value, !selector.looksAtLists { return elements }
        return [value]
    }
}
