/// The checks of the gate by the words that a policy's tests use for them (design section 5).
package enum CheckWord: String, Hashable, Sendable, CaseIterable {
    /// Kill switch, pause, ended run, freeze.
    case `switch`
    /// The server is not on the allowlist.
    case server
    /// The tool is not what was pinned.
    case pin
    /// The agent has no grant.
    case grant
    /// The arguments do not fit the tool's schema, or cannot be read in one way only.
    case arguments
    /// A deny rule.
    case rule
    /// A quantity is over its cap.
    case cap
    /// A quantity is missing, negative or no number.
    case quantity
    /// The run's budget.
    case budget
    /// A rate or a sum over a window.
    case limit
    /// A recipient that is not known.
    case recipient
    /// The tier.
    case tier
    /// The rung.
    case rung
}
