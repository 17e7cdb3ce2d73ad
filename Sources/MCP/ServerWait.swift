/// Something a server is waited for, with how long; the rim arms one timer for each and says when
/// it has passed.
package enum ServerWait: Sendable, Hashable {
    /// The answer to `server/discover`.
    case probe
    /// The answer to `initialize`.
    case initialize
    /// A page of a list; the number tells one page's wait from the next one's.
    case page(ListKind, Int64)
    /// The word that a listen stands.
    case listen
    /// Until a listen that ended is opened again.
    case relisten
    /// Until a list that was fetched because it changed may be fetched again.
    case rest(ListKind)

    /// How long, at most.
    ///
    /// - Parameter attempt: how often in a row a listen ended; for `.relisten` alone.
    /// - Returns: the time; the rim adds jitter to `.relisten`.
    package func duration(attempt: Int = 0) -> Duration {
        switch self {
        // A Python server needs up to 2 s to its first answer; the SDK's client gives it 10.
        case .probe: .seconds(10)
        case .initialize: .seconds(30)
        case .page: .seconds(30)
        // A server that never says so is told of changed wishes all the same, but not often.
        case .listen: .seconds(10)
        // Servers that end streams on a timer must not make a busy loop.
        // A server that announces a change with every answer must not make a busy loop.
        case .rest: .seconds(1)
        case .relisten: .seconds(1 << min(max(attempt, 0), 8))
        }
    }
}
