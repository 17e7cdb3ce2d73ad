import Governance

/// How often a server ended by itself, and when it may be started again: later and later, and not
/// more often than the policy's `restarts` allow.
struct ServerRestarts {
    /// After this long a process counts as having worked, and the wait starts afresh.
    static let steady = Duration.seconds(60)
    /// The longest wait between two starts that the policy allows.
    static let longestWait = Duration.seconds(60)

    private var ends: [Moment] = []
    private(set) var failures = 0
    /// No start before this; nil where it may be started at once.
    private(set) var notBefore: Moment?

    /// A process ended by itself after having run so long.
    mutating func ended(after ran: Duration, at now: Moment, limit: RestartLimit) {
        failures = ran >= ServerRestarts.steady ? 0 : failures + 1
        ends.removeAll { now.since($0) >= limit.window }
        ends.append(now)
        if ends.count > limit.count {
            // The policy's window is exact: the next start is allowed when the oldest end leaves it.
            notBefore = ends[ends.count - limit.count - 1].advanced(by: limit.window)
            return
        }
        // The first start again is at once: most ends are one of their kind.
        guard failures > 1 else {
            notBefore = nil
            return
        }
        let seconds = Int64(1) << min(failures - 2, 6)
        notBefore = now.advanced(by: min(.seconds(seconds), ServerRestarts.longestWait))
    }
}
