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
    mutating func mustWake(for urgency: Urgency, _ options: TrailOptions) -> Bool {
        guard writerSleeps else { return false }
        let isDue = urgency == .now || items.count >= options.patienceEntries
        let deadline = waitingSince + options.patience.nanoseconds
        guard isDue || (writerWakesAt.map { $0 > deadline } ?? true) else { return false }
        // Once is enough until it sleeps again.
        writerSleeps = false
        return true
    }

    /// What the writer does next.
    enum Work {
        case commit([QueueItem], isUrgent: Bool)
        case sign
        case truncate
        case close
    }
}
