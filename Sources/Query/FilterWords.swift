/// The words that entries are written in, so that a misspelled one is a fault and not a filter
/// that finds nothing. A test holds them against the rooms that write them.
enum FilterWords {
    /// The kinds of entries: those of the governor, then those of the trail itself.
    static let kinds = [
        "supervisor.started", "policy.applied", "policy.pending", "run.started", "run.joined",
        "run.left", "run.ended", "tool.pinned", "tool.drifted", "tool.restored", "call.admitted",
        "call.held", "call.refused", "call.withdrawn", "call.finished", "hold.approved",
        "hold.denied", "hold.expired", "hold.withdrawn", "hold.recalled", "hold.reopened",
        "hold.extended", "caller.left", "caller.returned", "rung.granted", "proof.changed",
        "agent.paused", "agent.resumed", "agent.held_back", "writes.frozen", "kill.engaged",
        "kill.released", "act.refused", "trail.broke", "trail.restored",
        "audit.segment_opened", "audit.stopped", "audit.degraded", "audit.redacted",
        "audit.redaction_refused", "audit.snapshot_taken",
    ]

    /// How a call that went can end.
    static let outcomes = [
        "succeeded", "failed", "refused-by-server", "timed-out", "server-died", "cancelled",
        "never-sent", "unknown",
    ]

    /// The checks of the gate.
    static let checks = [
        "kill", "pause", "run", "freeze", "trail", "server", "pin", "grant", "arguments", "rule",
        "cap", "quantity", "budget", "limit", "recipient", "tier", "rung", "denied", "holds",
    ]
}
