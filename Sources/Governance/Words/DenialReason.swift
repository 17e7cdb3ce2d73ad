/// Why a person denied. The first three count as harmful when an agent's record is weighed.
package enum DenialReason: String, Hashable, Sendable, Codable, CaseIterable {
    case wrongTarget = "wrong-target"
    case tooBroad = "too-broad"
    case suspicious
    case notNeeded = "not-needed"
    case policy
    case other
}
