import CSQLite
import Glibc

/// The one writer of a trail. Entries are queued from any thread without waiting and get their
/// sequence number at once; one thread of its own makes them durable, many in one transaction.
package final class TrailWriter: Sendable {
    private let shared: Monitor<WriterState>
    private let thread: WriterThread
    private let lock: FolderLock
    private let options: TrailOptions

    /// Opens the trail in `folder`, or makes it. Checks all of audit reference section 7.12 and
    /// refuses to extend entries that do not extend the last signed head.
    ///
    /// `folder` belongs to this user with mode 0700 and is made where it is missing. `key` signs
    /// the heads; its public half is written down when the trail is made. `origin` names the log:
    /// `pullcord.local/HOST/trail`. `witnessPath` is a file outside `folder` that keeps the last
    /// signed head (`HeadWitness`); nil gives up the detection of an old copy. `wallNanoseconds`
    /// is the time of the entry that a new trail begins with.
    package static func open(
        folder: String, key: TrailKey, origin: String, witnessPath: String?,
        options: TrailOptions = TrailOptions(), wallNanoseconds: Int64, observer: TrailObserver
    ) throws(TrailError) -> (TrailWriter, TrailOpening) {
        let lock = try FolderLock(folder: folder)
        let opened = try OpenedStore(
            folder: folder, key: key, origin: origin, witnessPath: witnessPath, options: options)
        let store: TrailStore
        do throws(DatabaseError) { store = try TrailStore(opened, options: options) } catch {
            throw .database(error)
        }
        let verifier = key.verifier(origin: origin)
        do throws(StoreFault) {
            if store.size == 0 {
                let first = segmentOpened(origin: origin, verifier, at: wallNanoseconds)
                try store.commit(CollectionOfOne(first), signs: true)
            } else if !store.isSigned {
                try store.sign()
            }
        } catch {
            throw .failed(
                TrailFault(
                    kind: error.kind, reason: error.reason, firstLost: store.size,
                    isRecorded: false))
        }
        let opening = TrailOpening(
            size: store.size, root: store.tree.root, isNew: opened.isNew,
            wasStoppedCleanly: opened.isNew || opened.lastEntry?.type == TrailType.stopped,
            verifier: verifier, warnings: opened.warnings, withoutHead: opened.withoutHead,
            databaseVersion: String(cString: sqlite3_libversion()))
        let writer = TrailWriter(store, lock: lock, options: options, observer: observer)
        return (writer, opening)
    }

    private init(
        _ store: TrailStore, lock: FolderLock, options: TrailOptions, observer: TrailObserver
    ) {
        var state = WriterState(next: store.size, durable: store.size)
        state.isSigned = store.isSigned
        shared = Monitor(state)
        self.lock = lock
        self.options = options
        thread = WriterThread(store, shared: shared, observer: observer)
    }

    /// Queues entries that belong together; they become durable together. Does not wait.
    ///
    /// - Returns: their sequence numbers, final unless the trail fails.
    package func append(
        _ drafts: [EntryDraft], urgency: Urgency
    ) throws(TrailError) -> ClosedRange<UInt64> {
        guard !drafts.isEmpty else { throw .draft(.empty) }
        var bytes = 0
        for draft in drafts {
            try draft.check()
            for payload in draft.payloads where payload.bytes.count > options.largestPayloadBytes {
                throw .draft(.payloadTooLong(payload.bytes.count))
            }
            bytes += QueueItem.entry(draft).byteCount
        }
        return try enqueue(drafts.lazy.map(QueueItem.entry), drafts.count, bytes, urgency)
    }

    /// Queues an erasure. Its result comes through `erasure.completion`.
    ///
    /// - Returns: the sequence number of the entry that records it.
    @discardableResult
    package func erase(_ erasure: Erasure) throws(TrailError) -> UInt64 {
        // Checked with the longest entry it can become.
        let longest = erasure.entry(
            erased: (0..<EntryDraft.maximumPayloads).map {
                ($0, String(repeating: "k", count: EntryDraft.maximumKindBytes))
            })
        try longest.check()
        let item = QueueItem.erase(erasure)
        return try enqueue(CollectionOfOne(item), 1, item.byteCount, .now).lowerBound
    }

    /// What is queued waits for nothing more. Does not wait.
    package func hurry() {
        let wakes = shared.withLock { state -> Bool in
            guard !state.items.isEmpty, !state.isUrgent else { return false }
            state.isUrgent = true
            state.urgentSince = Monotonic.now
            return state.mustWake(options)
        }
        if wakes { shared.signalWork() }
    }

    /// Waits until all that is queued is durable and its head signed. Not for the loop's thread.
    package func flush() throws(TrailError) {
        let target = shared.withLock { state -> UInt64 in
            state.isUrgent = true
            state.wantsSignature = true
            return state.next
        }
        shared.signalWork()
        let result: Result<Void, TrailError> = shared.waitForProgress { state in
            switch state.phase {
            case .failed(let fault): .done(.failure(.failed(fault)))
            case .closed: .done(state.durable >= target ? .success(()) : .failure(.closed))
            case .open, .closing:
                state.durable >= target && state.isSigned ? .done(.success(())) : .wait(until: nil)
            }
        }
        try result.get()
    }

    /// Stops in order: commits the rest and an `audit.stopped`, signs, empties the log and waits
    /// for the thread's end. Not for the loop's thread, nor twice.
    package func close(wallNanoseconds: Int64) throws(TrailError) {
        let stopped = EntryDraft(type: TrailType.stopped, wallNanoseconds: wallNanoseconds)
        let isFirst = shared.withLock { state -> Bool in
            guard case .open = state.phase else { return false }
            state.items.append(.entry(stopped))
            state.next += 1
            state.isUrgent = true
            state.phase = .closing
            return true
        }
        shared.signalWork()
        thread.join()
        lock.release()
        let phase = shared.withLock { $0.phase }
        if case .failed(let fault) = phase { throw .failed(fault) }
        guard isFirst else { throw .closed }
    }

    /// Ends without writing anything more, as after a failure or a crash: what is not durable is
    /// lost, and the next opening says so. Waits for the thread's end.
    package func abandon() {
        shared.withLock { state in
            if case .open = state.phase { state.phase = .closed }
        }
        shared.signalWork()
        thread.join()
        lock.release()
    }

    private func enqueue(
        _ items: some Sequence<QueueItem>, _ count: Int, _ bytes: Int, _ urgency: Urgency
    ) throws(TrailError) -> ClosedRange<UInt64> {
        let (range, wakes) = try shared.withLock {
            (state) throws(TrailError) -> (ClosedRange<UInt64>, Bool) in
            switch state.phase {
            case .failed(let fault): throw .failed(fault)
            case .closing, .closed: throw .closed
            case .open: break
            }
            guard Int(state.next - state.durable) + count <= options.queuedEntries else {
                throw .queueFull(limit: "\(options.queuedEntries) entries")
            }
            guard state.bytes + bytes <= options.queuedBytes else {
                throw .queueFull(limit: "\(options.queuedBytes) bytes")
            }
            if state.items.isEmpty { state.waitingSince = Monotonic.now }
            if urgency == .now && !state.isUrgent {
                state.isUrgent = true
                state.urgentSince = Monotonic.now
            }
            state.items.append(contentsOf: items)
            let first = state.next
            state.next += UInt64(count)
            state.bytes += bytes
            return (first...(state.next - 1), state.mustWake(options))
        }
        if wakes { shared.signalWork() }
        return range
    }

    private static func segmentOpened(
        origin: String, _ verifier: NoteVerifier, at time: Int64
    ) -> EntryDraft {
        // Origin and key need no escapes (`OpenedStore.isOrigin`, base64).
        let data = "{\"origin\":\"\(origin)\",\"segment\":0,\"vkey\":\"\(verifier.vkey)\"}"
        return EntryDraft(
            type: TrailType.segmentOpened, data: Array(data.utf8), wallNanoseconds: time)
    }
}
