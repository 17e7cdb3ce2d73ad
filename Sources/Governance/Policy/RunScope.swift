/// Which connections of an agent share one run, and with it one budget and one taint.
package enum RunScope: String, Hashable, Sendable, CaseIterable {
    /// A connection joins the agent's run while that run lasts.
    case shared
    /// Every connection starts a run of its own.
    case perConnection = "per-connection"
}
