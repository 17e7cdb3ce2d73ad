/// Why a person denied. The first three count as harmful when an agent's record is weighed.
package enum DenialReason: String, Hashable, Sendable, Codable, CaseIterable {
    case wrongTarget = "wrong-target"
    case tooBroad = "too-broad"
    case suspicious
    case notNeeded = "not-needed"
    case policy
    case other

    /// Whether the call would have done harm.
    package var isHarmful: Bool {
        switch self {
        case .wrongTarget, .tooBroad, .suspicious: true
        case .notNeeded, .policy, .other: false
        }
    }
}
