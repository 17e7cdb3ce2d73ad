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
    /// A caller waits for a signed head.
    var wantsSignature = false
    var isSigned = false

    /// What the writer does next.
    enum Work {
        case commit([QueueItem], isUrgent: Bool)
        case sign
        case truncate
        case close
    }
}
