/// What an entry answers to the call that it is about.
package enum FilterDecision: String, Hashable, Sendable, CaseIterable {
    /// It may go: admitted, or approved by a person.
    case allow
    /// It waits for a person: held, or held again after an approval that did not go.
    case hold
    /// It does not go: refused, denied by a person or by time, withdrawn.
    case deny

    /// The answer of an entry of this kind; nil for one that answers nothing.
    package init?(kind: String) {
        switch kind {
        case "call.admitted", "hold.approved": self = .allow
        case "call.held", "hold.recalled", "hold.reopened": self = .hold
        case "call.refused", "call.withdrawn", "hold.denied", "hold.expired", "hold.withdrawn":
            self = .deny
        default: return nil
        }
    }
}
