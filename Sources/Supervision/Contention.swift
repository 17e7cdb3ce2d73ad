import Governance

/// Whether more than one agent wants the loop. Only then has a peer to keep to its share: a share of
/// a loop that nobody else wants would slow its only user and help nobody.
struct Contention {
    /// For how long after another agent's line the others keep to their share, in nanoseconds: longer
    /// than an agent at work thinks between two calls of one task.
    static let window: UInt64 = 2_000_000_000

    private var last: ConnectionID?
    private var lastAt: UInt64 = 0
    /// Who was heard before the last, and when last.
    private var other: ConnectionID?
    private var otherAt: UInt64 = 0

    /// A connection sent a line.
    mutating func heard(_ connection: ConnectionID, at now: UInt64) {
        if last != connection {
            other = last
            otherAt = lastAt
            last = connection
        }
        lastAt = now
    }

    /// A connection is gone, and wants nothing any more.
    mutating func left(_ connection: ConnectionID) {
        if last == connection {
            last = other
            lastAt = otherAt
            other = nil
        } else if other == connection {
            other = nil
        }
    }

    /// Whether another connection than the one heard last wants the loop too.
    func isContended(at now: UInt64) -> Bool {
        other != nil && now - min(otherAt, now) < Contention.window
    }
}
