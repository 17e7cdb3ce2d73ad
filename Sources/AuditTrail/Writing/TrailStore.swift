import CSQLite

/// The database of an open trail and the tree over it: what the writer's thread owns.
///
/// `@unchecked Sendable`: built by the thread that opens the trail, then handed to the writer's
/// thread, which alone uses it from there on (`TrailWriter.open`).
final class TrailStore: @unchecked Sendable {
    let origin: String
    let options: TrailOptions
    private let database: Database
    private let statements: StoreStatements
    private let bundles: BundleRows
    private let signer: HeadSigner
    private let witness: HeadWitness?
    private let ballast: Ballast
    private var watch: FileWatch
    private var randomness = Randomness()
    private var buffer = CommitBuffer()
    private var index: CallIndex
    private(set) var tree: TileBuilder
    private(set) var signedSize: UInt64
    /// When the last head was signed, CLOCK_MONOTONIC.
    private(set) var signedAt: UInt64 = 0
    private var checkpointSize: UInt64
    private var checkpointAt: UInt64 = 0
    private var witnessAt: UInt64 = 0
    private var lastNote: [UInt8] = []
    /// An erasure whose old bytes are still in the log.
    private(set) var owesTruncation = false

    init(_ opened: OpenedStore, options: TrailOptions) throws(DatabaseError) {
        origin = opened.origin
        self.options = options
        database = opened.database
        statements = try StoreStatements(opened.database)
        bundles = try BundleRows(opened.database)
        index = opened.index
        signer = opened.signer
        witness = opened.witness
        ballast = opened.ballast
        watch = opened.watch
        tree = opened.tree
        signedSize = opened.signedSize
        checkpointSize = opened.checkpointSize
    }

    var size: UInt64 { tree.size }
    var isSigned: Bool { signedSize == tree.size }

    /// Writes these drafts in one transaction and syncs it.
    func commit(_ drafts: some Sequence<EntryDraft>, signs: Bool) throws(StoreFault) {
        let before = (tree, index)
        buffer.begin(at: tree.size)
        do throws(FileFault) {
            for draft in drafts {
                try buffer.append(
                    draft, keptPayloadBytes: options.keptPayloadBytes, tree: &tree,
                    randomness: &randomness)
            }
        } catch {
            (tree, index) = before
            throw StoreFault(.other, error.description)
        }
        do throws(StoreFault) {
            try transaction(signs: signs) { () throws(DatabaseError) in try writeBuffer() }
        } catch {
            (tree, index) = before
            throw error
        }
    }

    /// Signs what is committed and not signed yet.
    func sign() throws(StoreFault) {
        try transaction(signs: true) { () throws(DatabaseError) in }
    }

    /// Copies the log into the database when it has grown enough. Errors here are failures too:
    /// SQLite's own automatic checkpoint would swallow them. Later where entries wait.
    func checkpointIfDue(isBehind: Bool) throws(StoreFault) {
        let frames = isBehind ? options.logFramesBehind : options.logFrames
        guard owesTruncation || database.logFrames >= frames else { return }
        try checkpoint(owesTruncation ? .truncate : .passive)
    }

    /// The length of the log, in bytes.
    var logBytes: Int { Int(database.logFrames) * OpenedStore.pageBytes }

    /// Tries again to get erased bytes out of the log.
    func truncateLog() throws(StoreFault) { try checkpoint(.truncate) }

    /// The entry that stands for an erasure, and the packs without the erased bytes.
    func prepare(_ erasure: Erasure) throws(StoreFault) -> Result<PreparedErasure, ErasureFault> {
        do throws(TrailError) {
            return try PreparedErasure.make(
                erasure, size: size, bundles: bundles, find: statements.findPack)
        } catch { throw StoreFault(.other, error.description) }
    }

    /// Records the erasure and takes salt and bytes away in one transaction.
    func commit(_ erasure: PreparedErasure) throws(StoreFault) {
        let before = (tree, index)
        buffer.begin(at: tree.size)
        do throws(FileFault) {
            try buffer.append(
                erasure.entry, keptPayloadBytes: options.keptPayloadBytes, tree: &tree,
                randomness: &randomness)
        } catch {
            (tree, index) = before
            throw StoreFault(.other, error.description)
        }
        owesTruncation = true
        do throws(StoreFault) {
            try transaction(signs: true) { () throws(DatabaseError) in
                try writeBuffer()
                try writeErasure(erasure)
            }
        } catch {
            (tree, index) = before
            throw error
        }
    }

    /// After a full disk: gives up the ballast and tries to say so. True when it is recorded.
    func recordDegraded(_ draft: EntryDraft) -> Bool {
        guard ballast.release() else { return false }
        do throws(StoreFault) {
            try commit(CollectionOfOne(draft), signs: true)
            return true
        } catch {
            // The disk stays full; the failure itself is reported in any case.
            return false
        }
    }

    /// Ends without copying anything: after a failed sync nothing of this handle is trusted.
    func abandon() { database.close() }

    /// Ends in order: everything signed, the log copied and emptied.
    func finish() throws(StoreFault) {
        try checkpoint(.truncate)
        writeWitness(force: true)
        database.close()
    }

    private func transaction(
        signs: Bool, _ body: () throws(DatabaseError) -> Void
    ) throws(StoreFault) {
        let note = signs ? try signedHead() : nil
        let now = Monotonic.now
        do throws(DatabaseError) {
            try statements.begin.run()
            try body()
            try writeHead(note, now: now)
            try statements.commit.run()
        } catch {
            let fault = StoreFault(error, systemError: database.systemError)
            rollBack()
            throw fault
        }
        // What a deleted or replaced file took is not durable, whatever SQLite says.
        if let change = watch.change() { throw StoreFault(.fileChanged, change) }
        guard let note else { return }
        lastNote = note
        signedSize = tree.size
        signedAt = now
        writeWitness(force: false)
    }

    private func signedHead() throws(StoreFault) -> [UInt8] {
        let head = Checkpoint(origin: origin, size: tree.size, root: tree.root)
        do throws(TrailError) { return try signer.sign(head) } catch {
            throw StoreFault(.other, error.description)
        }
    }

    private func rollBack() {
        guard database.isInTransaction else { return }
        // If this fails too, the connection is closed next and SQLite rolls back by itself.
        do throws(DatabaseError) { try statements.rollback.run() } catch { database.close() }
    }

    private func writeBuffer() throws(DatabaseError) {
        let row = statements.insertBundle
        try row.bind(Int64(buffer.first), at: 1)
        try row.bind(Int64(buffer.count), at: 2)
        try run(row, buffer.entries, at: 3)
        for pack in buffer.packs {
            try statements.insertPayload.bind(pack.id, at: 1)
            try run(statements.insertPayload, pack.bytes, at: 2)
        }
        index.append(buffer.calls, first: buffer.first)
        if !buffer.tiles.isEmpty { try writeIndex() }
        for sequence in buffer.snapshots {
            try statements.insertSnapshot.bind(Int64(sequence), at: 1)
            try statements.insertSnapshot.run()
        }
        for tile in buffer.tiles {
            let row = statements.insertTile
            try row.bind(TileLayout.key(level: tile.level, index: tile.index), at: 1)
            let root = tile.root.bytes
            try root.withUnsafeBufferPointer { (bytes) throws(DatabaseError) in
                try row.bind(borrowing: UnsafeRawBufferPointer(bytes), at: 2)
                try run(row, tile.hashes, at: 3)
            }
        }
    }

    private func writeIndex() throws(DatabaseError) {
        for row in index.rows {
            try statements.insertCall.bind(Int64(bitPattern: row.call), at: 1)
            try statements.insertCall.bind(Int64(row.first), at: 2)
            try statements.insertCall.run()
        }
        try statements.moveIndex.bind(Int64(tree.size), at: 1)
        try statements.moveIndex.run()
        index.removeAll()
    }

    private func writeErasure(_ erasure: PreparedErasure) throws(DatabaseError) {
        for pack in erasure.packs {
            try statements.erasePack.bind(pack.id, at: 1)
            try run(statements.erasePack, pack.bytes, at: 2)
        }
        for id in erasure.ids {
            try statements.insertRedaction.bind(id, at: 1)
            try statements.insertRedaction.bind(Int64(buffer.first), at: 2)
            try statements.insertRedaction.run()
        }
    }

    private func writeHead(_ note: [UInt8]?, now: UInt64) throws(DatabaseError) {
        let statement = note == nil ? statements.moveHead : statements.signHead
        let root = tree.root.bytes
        try statement.bind(Int64(tree.size), at: 1)
        try root.withUnsafeBufferPointer { (root) throws(DatabaseError) in
            try statement.bind(borrowing: UnsafeRawBufferPointer(root), at: 2)
            if let note { try run(statement, note, at: 3) } else { try statement.run() }
        }
        // A head a second or 256 entries is kept for good, for whoever compares later.
        guard let note, tree.size > checkpointSize,
            tree.size - checkpointSize >= TileLayout.width
                || now - checkpointAt >= options.signEvery.nanoseconds
        else { return }
        try statements.insertCheckpoint.bind(Int64(tree.size), at: 1)
        try run(statements.insertCheckpoint, note, at: 2)
        checkpointSize = tree.size
        checkpointAt = now
    }

    private func run(
        _ statement: Statement, _ bytes: [UInt8], at index: Int32
    ) throws(DatabaseError) {
        try bytes.withUnsafeBufferPointer { (buffer) throws(DatabaseError) in
            try statement.bind(borrowing: UnsafeRawBufferPointer(buffer), at: index)
            try statement.run()
        }
    }

    private func checkpoint(_ mode: Database.Checkpoint) throws(StoreFault) {
        do throws(DatabaseError) {
            let isWhole = try database.checkpoint(mode)
            if mode == .truncate && isWhole { owesTruncation = false }
        } catch { throw StoreFault(error, systemError: database.systemError) }
        watch.accept()
    }

    /// Best effort and at most once a second: without it an old copy is only noticed by others.
    private func writeWitness(force: Bool) {
        let now = Monotonic.now
        guard let witness, !lastNote.isEmpty,
            force || now - witnessAt >= options.signEvery.nanoseconds
        else { return }
        witnessAt = now
        do throws(FileFault) { try witness.write(lastNote) } catch { return }
    }
}

extension Duration {
    /// Whole nanoseconds; for durations that fit, which all of ours do.
    var nanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        return UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
    }
}
