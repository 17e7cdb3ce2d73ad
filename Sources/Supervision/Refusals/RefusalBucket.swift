/// How much of one agent's asking may be refused: a bucket that refills by itself. What is refused is
/// recorded, whoever floods, so who has more refused than this is read from later, and the trail
/// grows no faster than it refills.
///
/// What ran needs none of it: limits, budgets and the disk's shares bound that.
struct RefusalBucket {
    /// What one entry takes to refill, in nanoseconds: 50 a second, which is more than a client
    /// that tries again in a loop of its own makes, and 180 MB of trail an hour at most where an
    /// unbounded flood made 22 GB.
    static let spacing: UInt64 = 20_000_000
    /// Entries in a full one: a client that tries every tool it has, or as many connections as an agent
    /// may have, each opened and closed.
    static let size: UInt64 = 200
    /// What an entry keeps of a refused request up to this length comes with it, in bytes; more counts
    /// as one entry for each so many.
    static let bytesOfEntry = 4_096
    /// No more than this is kept of a refused request, in bytes (`TrailOptions.keptPayloadBytes`).
    static let bytesKept = 1 << 20
    /// So many entries refill before an agent is read from again: five times a second, not fifty.
    static let rest: UInt64 = 10
    /// From so many entries over what a full one holds on, connections of the agent are turned away:
    /// each that is opened and closed makes entries, too.
    static let excess: UInt64 = size

    /// Since when an agent's requests are refused, by the boot clock, and how many were.
    struct Stretch: Equatable {
        var since: UInt64
        var refusals: Int

        /// How many a second; what came within the first second counts as one second's.
        func perSecond(at boot: UInt64) -> Int {
            let seconds = Double(max(boot - min(since, boot), 1_000_000_000)) / 1e9
            return Int((Double(refusals) / seconds).rounded())
        }
    }

    /// What comes of a charge that holds the agent back.
    enum HoldingBack: Equatable {
        /// The first time since the bucket was full.
        case begins
        case again
    }

    /// What is to refill, in nanoseconds, as of `at` by the boot clock.
    private var owed: UInt64 = 0
    private var at: UInt64 = 0
    /// Whether the agent is not read from now.
    private(set) var isHeldBack = false
    /// Whether it was since the bucket was full.
    private var wasHeldBack = false
    private var refused = Stretch(since: 0, refusals: 0)

    /// Takes what was refused out of the bucket.
    ///
    /// - Parameters:
    ///   - entries: the entries that it makes.
    ///   - bytes: the length of the request.
    ///   - boot: now. A clock that steps back refills nothing, and one that steps forward no more
    ///     than a full bucket.
    /// - Returns: that the agent is not to be read from, from now on; nil where nothing changes.
    mutating func charge(entries: Int, bytes: Int, at boot: UInt64) -> HoldingBack? {
        refill(at: boot)
        if owed == 0 { refused.since = boot }
        let kept = UInt64(min(max(bytes, 0), RefusalBucket.bytesKept))
        owed +=
            (UInt64(max(entries, 0)) + kept / UInt64(RefusalBucket.bytesOfEntry))
            * RefusalBucket.spacing
        refused.refusals += 1
        guard !isHeldBack, owed > RefusalBucket.size * RefusalBucket.spacing else { return nil }
        isHeldBack = true
        defer { wasHeldBack = true }
        return wasHeldBack ? .again : .begins
    }

    /// Lets the agent go where enough refilled.
    ///
    /// - Returns: whether it is to be read from, from now on.
    mutating func letGo(at boot: UInt64) -> Bool {
        refill(at: boot)
        guard isHeldBack, wait == 0 else { return false }
        isHeldBack = false
        return true
    }

    /// How long it is, from the last charge or look on, until enough refilled, in nanoseconds.
    var wait: UInt64 {
        let enough = (RefusalBucket.size - RefusalBucket.rest) * RefusalBucket.spacing
        return owed - min(owed, enough)
    }

    /// Whether nothing is to refill.
    func isFull(at boot: UInt64) -> Bool { owed(at: boot) == 0 }

    /// Whether so much is to refill that the agent is not even let in.
    func isExhausted(at boot: UInt64) -> Bool {
        owed(at: boot) > (RefusalBucket.size + RefusalBucket.excess) * RefusalBucket.spacing
    }

    /// What was refused, where the agent was held back for it and the bucket is not full yet.
    func stretch(at boot: UInt64) -> Stretch? {
        wasHeldBack && !isFull(at: boot) ? refused : nil
    }

    private func owed(at boot: UInt64) -> UInt64 { owed - min(owed, boot - min(at, boot)) }

    private mutating func refill(at boot: UInt64) {
        owed = owed(at: boot)
        at = boot
        guard owed == 0, !isHeldBack else { return }
        wasHeldBack = false
        refused.refusals = 0
    }
}
