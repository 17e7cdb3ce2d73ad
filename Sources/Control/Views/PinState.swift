/// What is known of a tool's definition or a server's code.
package enum PinState: String, WireWord, CaseIterable {
    /// Pinned at first sight; no person has looked at it.
    case unreviewed
    /// A person accepted it, and it has not changed since.
    case accepted
    /// It differs from what was pinned; calls are denied.
    case drifted
}
