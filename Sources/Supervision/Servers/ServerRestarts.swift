import Governance

/// How often a server ended by itself, and when it may be started again.
struct ServerRestarts {
    /// After this long a process counts as having worked, and the wait starts afresh.
    static let steady = Duration.seconds(60)
    /// The longest wait: a person who repaired the server should not wait longer.
    static let longestWait = Duration.seconds(60)

    private(set) var failures = 0
    /// No start before this.
    private(set) var notBefore: Moment?

    /// A process ended by itself after having run so long.
    mutating func ended(after ran: Duration, at now: Moment) {
        failures = ran >= ServerRestarts.steady ? 0 : failures + 1
        // The first start again is at once: most ends are one of their kind.
        guard failures > 1 else {
            notBefore = nil
            return
        }
        let seconds = Int64(1) << min(failures - 2, 6)
        notBefore = now.advanced(by: min(.seconds(seconds), ServerRestarts.longestWait))
    }
}
