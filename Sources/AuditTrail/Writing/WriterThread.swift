import Glibc

/// The thread that owns the store: takes what is queued, commits it, tells the observer.
///
/// `@unchecked Sendable`: `store`, `inHand` and `toldOfLongLog` are used by the thread alone; `handle` is written
/// before the object is shared and read in `join` only.
final class WriterThread: @unchecked Sendable {
    private let store: TrailStore
    private let shared: Monitor<WriterState>
    private let observer: TrailObserver
    private let joined = Monitor(false)
    private var handle = pthread_t()
    /// Erasures that were taken from the queue and not answered yet.
    private var inHand: [Erasure] = []
    private var toldOfLongLog = false

    init(_ store: TrailStore, shared: Monitor<WriterState>, observer: TrailObserver) {
        self.store = store
        self.shared = shared
        self.observer = observer
        // Signals are for the other threads; with SIGXFSZ blocked a file size limit is an error
        // of the write and not the end of the process.
        var all = sigset_t()
        var old = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &old)
        let code = pthread_create(
            &handle, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<WriterThread>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
        pthread_sigmask(SIG_SETMASK, &old, nil)
        precondition(code == 0, "no thread for the trail: \(SystemError.text(code))")
    }

    func join() {
        joined.withLock { isJoined in
            if !isJoined { pthread_join(handle, nil) }
            isJoined = true
        }
    }

    private func run() {
        do throws(StoreFault) {
            while true {
                switch nextWork() {
                case .commit(let items, let isUrgent): try commit(items, isUrgent: isUrgent)
                case .sign:
                    try store.sign()
                    advance()
                case .truncate: try store.truncateLog()
                case .close: return try close()
                }
            }
        } catch { fail(error) }
    }

    private func nextWork() -> WriterState.Work {
        let signDue = store.isSigned ? nil : store.signedAt + store.options.signEvery.nanoseconds
        let now = Monotonic.now
        let retryAt = store.owesTruncation ? now + store.options.signEvery.nanoseconds : nil
        // After work it looks once more by itself before it sleeps for good: entries that can wait
        // then need no wake-up while there is traffic.
        var linger: UInt64? = now + store.options.patience.nanoseconds
        return shared.waitForWork { state in
            state.writerSleeps = false
            let now = Monotonic.now
            if let work = Self.due(&state, at: now, store.options) { return .done(work) }
            if let signDue, state.wantsSignature || now >= signDue { return .done(.sign) }
            if let retryAt, now >= retryAt { return .done(.truncate) }
            if let end = linger, now >= end { linger = nil }
            let waiting =
                state.items.isEmpty
                ? nil : state.waitingSince + store.options.patience.nanoseconds
            let gathering =
                state.isUrgent ? state.urgentSince + store.options.gathering.nanoseconds : nil
            state.writerSleeps = true
            state.writerWakesAt = [signDue, retryAt, linger, waiting, gathering].compactMap { $0 }
                .min()
            return .wait(until: state.writerWakesAt)
        }
    }

    /// What the queue asks for at this moment.
    private static func due(
        _ state: inout WriterState, at now: UInt64, _ options: TrailOptions
    ) -> WriterState.Work? {
        if case .closed = state.phase { return .close }
        guard !state.items.isEmpty else {
            state.isUrgent = false
            if case .closing = state.phase { return .close }
            return nil
        }
        let isUrgent =
            state.isUrgent
            && (state.hasCompany(options)
                || now >= state.urgentSince + options.gathering.nanoseconds)
        guard
            isUrgent || state.items.count >= options.patienceEntries
                || now >= state.waitingSince + options.patience.nanoseconds
        else { return nil }
        if state.isUrgent { state.lastCompany = state.items.count }
        let work = WriterState.Work.commit(state.items, isUrgent: state.isUrgent)
        state.items = []
        state.isUrgent = false
        return work
    }

    private func commit(_ items: [QueueItem], isUrgent: Bool) throws(StoreFault) {
        inHand = items.compactMap { if case .erase(let erasure) = $0 { erasure } else { nil } }
        var rest = items[...]
        while let item = rest.first {
            if case .erase(let erasure) = item {
                rest = rest.dropFirst()
                try erase(erasure)
                inHand.removeFirst()
                continue
            }
            var drafts: [EntryDraft] = []
            var bytes = 0
            while case .entry(let draft)? = rest.first,
                drafts.count < store.options.entriesPerCommit,
                drafts.isEmpty
                    || bytes + QueueItem.entry(draft).byteCount
                        <= store.options.bytesPerCommit
            {
                drafts.append(draft)
                bytes += QueueItem.entry(draft).byteCount
                rest = rest.dropFirst()
            }
            let pause = isUrgent ? store.options.signPause : store.options.signEvery
            let signs = Monotonic.now >= store.signedAt + pause.nanoseconds
            try store.commit(drafts, signs: signs)
            advance(bytes: bytes)
            try store.checkpointIfDue(
                isBehind: !rest.isEmpty || shared.withLock { !$0.items.isEmpty })
            tellOfLongLog()
        }
    }

    /// Tells once that a reader keeps the log from being emptied, and once that none does any more.
    private func tellOfLongLog() {
        let isLong = store.logBytes > store.options.longLogBytes
        guard isLong != toldOfLongLog else { return }
        toldOfLongLog = isLong
        observer.logIsLong(isLong ? store.logBytes : nil)
    }

    private func erase(_ erasure: Erasure) throws(StoreFault) {
        switch try store.prepare(erasure) {
        case .failure(let fault):
            try store.commit(CollectionOfOne(erasure.entry(refused: fault)), signs: true)
            erasure.completion(.failure(fault))
            advance(bytes: EntryForm.overhead)
        case .success(let prepared):
            let sequence = store.size
            try store.commit(prepared)
            // Before anybody is told: "durable" here means that the bytes are gone.
            try store.truncateLog()
            erasure.completion(
                store.owesTruncation ? .failure(.readerInTheWay) : .success(sequence))
            advance(bytes: EntryForm.overhead)
        }
    }

    /// Tells everybody what is durable now.
    private func advance(bytes: Int = 0) {
        let size = store.size
        let isSigned = store.isSigned
        let grew = shared.withLock { state -> Bool in
            let grew = size > state.durable
            state.durable = size
            state.bytes -= min(bytes, state.bytes)
            state.isSigned = isSigned
            if isSigned && state.items.isEmpty { state.wantsSignature = false }
            return grew
        }
        if grew { observer.durable(size - 1) }
        shared.signalProgress()
    }

    private func close() throws(StoreFault) {
        let isOrderly = shared.withLock { state in
            if case .closing = state.phase { true } else { false }
        }
        guard isOrderly else {
            store.abandon()
            shared.signalProgress()
            return
        }
        if !store.isSigned { try store.sign() }
        try store.finish()
        shared.withLock { $0.phase = .closed }
        shared.signalProgress()
    }

    private func fail(_ cause: StoreFault) {
        let firstLost = store.size
        var isRecorded = false
        // Only a full disk leaves the handle fit for one more write.
        if cause.kind == .diskFull {
            let data = "{\"error\":\"disk_full\",\"first_lost\":\"\(firstLost)\"}"
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            isRecorded = store.recordDegraded(
                EntryDraft(
                    type: TrailType.degraded, data: Array(data.utf8),
                    wallNanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)))
        }
        store.abandon()
        let fault = TrailFault(
            kind: cause.kind, reason: cause.reason, firstLost: firstLost, isRecorded: isRecorded)
        let lost = shared.withLock { state -> [QueueItem] in
            state.phase = .failed(fault)
            let lost = state.items
            state.items = []
            return lost
        }
        observer.failed(fault)
        for erasure in inHand { erasure.completion(.failure(.trailFailed)) }
        for case .erase(let erasure) in lost { erasure.completion(.failure(.trailFailed)) }
        shared.signalProgress()
    }
}
