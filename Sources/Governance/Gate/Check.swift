/// The checks of the gate, in their order (design section 5).
package enum Check: String, Hashable, Sendable, Codable, CaseIterable {
    case kill
    case pause
    case run
    case freeze
    case trail
    case server
    case pin
    case grant
    case arguments
    case rule
    case cap
    case quantity
    case budget
    case limit
    case recipient
    case tier
    case rung
    /// The digest was denied in this run before.
    case denied
    /// The agent has as many open holds as the policy allows.
    case holds

    /// Whether `mode: observe` softens what this check finds: only what the policy decides.
    /// Kill, identity, allowlist, drift, trail and ambiguous reading are enforced in every mode.
    var isSoftenedByObserving: Bool {
        switch self {
        case .kill, .pause, .run, .freeze, .trail, .server, .pin, .grant, .arguments: false
        case .rule, .cap, .quantity, .budget, .limit, .recipient, .tier, .rung, .denied, .holds:
            true
        }
    }
}
