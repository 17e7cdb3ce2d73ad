/// Whether the policy's own judgements are enforced.
package enum PolicyMode: String, Hashable, Sendable, CaseIterable {
    /// Everything is enforced.
    case enforce
    /// Holds, limits and deny rules are recorded as would-have; kill, identity, allowlist, drift
    /// and ambiguous reading are enforced all the same (design section 5).
    case observe
}
