/// How much of the loop's time one peer may use: what it sends beyond that is read a little later, so
/// that a peer that floods slows itself and not the others.
///
/// Its pipe or socket fills meanwhile, and the peer waits in its own `write`.
struct Allowance {
    /// Time is charged this many times over: a quarter of the loop is charged fourfold.
    private let factor: UInt64
    /// Until when, by the boot clock, what was used is paid for, in nanoseconds.
    private var paidUntil: UInt64 = 0

    /// How far ahead of its share a peer may be, in nanoseconds: 1 ms of work for an agent. Others
    /// wait no longer than that at a time, and it no longer than a little more than this.
    static let credit: UInt64 = 4_000_000

    /// What an agent asks may take a quarter of the loop; the answers to it cost about as much.
    static let agent = Allowance(factor: 4)
    /// What a server tells without being asked, as progress and log lines, an eighth.
    static let server = Allowance(factor: 8)

    private init(factor: UInt64) {
        self.factor = factor
    }

    /// Charges the peer for what handling a message of it took.
    ///
    /// - Parameters:
    ///   - start: when it began, by the boot clock.
    ///   - now: when it was done.
    /// - Returns: how long to read no further, in nanoseconds; nil where it may go on.
    mutating func charge(from start: UInt64, to now: UInt64) -> UInt64? {
        paidUntil = max(paidUntil, now) + (now - min(start, now)) * factor
        let ahead = paidUntil - now
        return ahead > Allowance.credit ? ahead : nil
    }
}
