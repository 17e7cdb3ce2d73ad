/// What the writer's thread and its callers share, under one lock.
struct WriterState {
    enum Phase {
        case open
        case closing
        case closed
        case failed(TrailFault)
    }

    var phase = Phase.open
    /// What waits, in the order of its sequence numbers.
    var items: [QueueItem] = []
    /// The next sequence number to give out.
    var next: UInt64
    /// Entries below this are durable.
    var durable: UInt64
    /// Bytes queued and not durable yet, with those that the writer holds.
    var bytes = 0
    /// True when something queued cannot wait.
    var isUrgent = false
    /// When the first of what cannot wait was queued, CLOCK_MONOTONIC.
    var urgentSince: UInt64 = 0
    /// How many items the last urgent commit took: as many callers are likely to come again.
    var lastCompany = 0
    /// When the oldest of what can wait was queued, CLOCK_MONOTONIC.
    var waitingSince: UInt64 = 0
    /// True while the writer's thread sleeps: only then must it be woken.
    var writerSleeps = false
    /// When the sleeping writer looks again by itself; nil: not before it is woken.
    var writerWakesAt: UInt64?
    /// A caller waits for a signed head.
    var wantsSignature = false
    var isSigned = false

    /// True when the writer sleeps and would look too late by itself. A wake-up costs as much as
    /// the rest of an entry, so it is only done where it is needed.
    mutating func mustWake(_ options: TrailOptions) -> Bool {
        guard writerSleeps else { return false }
        let isDue = items.count >= options.patienceEntries || (isUrgent && hasCompany(options))
        let deadline =
            isUrgent
            ? urgentSince + options.gathering.nanoseconds
            : waitingSince + options.patience.nanoseconds
        guard isDue || (writerWakesAt.map { $0 > deadline } ?? true) else { return false }
        // Once is enough until it sleeps again.
        writerSleeps = false
        return true
    }

    /// False while an urgent commit does well to wait for others: many callers came together last
    /// time and have not all come again. A single caller never waits.
    func hasCompany(_ options: TrailOptions) -> Bool {
        let isWanted = lastCompany >= options.gatheringEntries && !wantsSignature
        guard isWanted, case .open = phase else { return true }
        return items.count >= min(lastCompany, options.entriesPerCommit)
    }

    /// What the writer does next.
    enum Work {
        case commit([QueueItem], isUrgent: Bool)
        case sign
        case truncate
        case close
    }
}
