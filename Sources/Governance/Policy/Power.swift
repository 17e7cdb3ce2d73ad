/// What an operator may do beyond answering holds, pausing, freezing and killing, which every
/// operator may.
package enum Power: String, Hashable, Sendable, CaseIterable {
    /// Release a kill switch.
    case release
    /// Grant a rung.
    case grant
    /// Apply a pending policy.
    case apply
}
