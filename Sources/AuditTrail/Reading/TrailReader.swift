import CSQLite
import Glibc

/// Reads a trail, also while it is being written. Uses short transactions only, so that it never
/// keeps the writer's log from being reused. Used by one thread at a time.
package final class TrailReader {
    /// `pullcord.local/HOST/trail`.
    package let origin: String
    /// The public key that the trail names for itself. Pin another copy of it elsewhere.
    package let vkey: String
    private let database: Database
    private let bundles: BundleRows
    private let tree: StoredTree
    private let packs: Statement
    private let calls: Statement
    private let redactions: Statement
    private let headRow: Statement
    private let dataVersion: Statement
    private var seenVersion: Int64 = -1

    /// How long a read waits for a lock of the writer's.
    private static let busyMilliseconds: Int32 = 2_000

    /// Opens the trail in `folder` for reading. Where nobody writes and this process may not
    /// write to the folder either, the file is read as it lies.
    package init(folder: String) throws(TrailError) {
        let path = OpenedStore.fileName(in: folder)
        do throws(DatabaseError) {
            database = try Self.open(path)
            try database.execute("PRAGMA query_only = ON; PRAGMA cell_size_check = ON")
            let application = try database.value("PRAGMA application_id") ?? ""
            let version = try database.value("PRAGMA user_version") ?? ""
            guard application == "\(TrailSchema.applicationID)", version == "1" else {
                throw DatabaseError(
                    code: SQLITE_NOTADB, message: "it is no trail of format 1",
                    action: "read \(path)")
            }
            let segment = try database.prepare(
                "SELECT origin, vkey FROM segment ORDER BY number DESC LIMIT 1")
            guard try segment.step() else {
                throw DatabaseError(
                    code: SQLITE_CORRUPT, message: "it names no log", action: "read \(path)")
            }
            origin = segment.text(0) ?? ""
            vkey = segment.text(1) ?? ""
            bundles = try BundleRows(database)
            tree = try StoredTree(database, bundles: bundles)
            packs = try database.prepare(
                "SELECT id, pack FROM payload WHERE id <= ?1 ORDER BY id DESC LIMIT 1")
            calls = try database.prepare("SELECT first FROM call WHERE call = ?1 ORDER BY first")
            redactions = try database.prepare("SELECT by_sequence FROM redaction WHERE id = ?1")
            headRow = try database.prepare(TrailHead.query)
            dataVersion = try database.prepare("PRAGMA data_version")
        } catch { throw .database(error) }
    }

    /// For the verifier and the export, which read what a reader does not hand out.
    var connection: Database { database }
    var rows: BundleRows { bundles }
    var storedTree: StoredTree { tree }

    func subtree(height: Int, index: UInt64) throws(TrailError) -> MerkleHash {
        try tree.subtree(height: height, index: index)
    }

    /// The first `limit` entries from number `start` on; fewer at the end.
    package func entries(from start: UInt64, limit: Int) throws(TrailError) -> [TrailEntry] {
        var found: [TrailEntry] = []
        guard limit > 0 else { return [] }
        try bundles.forEach(from: start) { (sequence, bytes) throws(TrailError) in
            found.append(try Self.entry(sequence, bytes))
            return found.count < limit
        }
        return found
    }

    package func entry(_ sequence: UInt64) throws(TrailError) -> TrailEntry {
        let found = try entries(from: sequence, limit: 1)
        guard let entry = found.first, entry.sequence == sequence else {
            throw .noSuchEntry(sequence)
        }
        return entry
    }

    /// All entries of one call, in order.
    package func entries(call: UInt64) throws(TrailError) -> [TrailEntry] {
        let indexed = try indexedSize()
        var firsts: [UInt64] = []
        do throws(DatabaseError) {
            defer { calls.reset() }
            try calls.bind(Int64(bitPattern: call), at: 1)
            while try calls.step() { firsts.append(UInt64(calls.integer(0))) }
        } catch { throw .database(error) }
        var found: [TrailEntry] = []
        for first in firsts where first < indexed {
            let end = try lastSequence(ofBundleAt: first) + 1
            try append(entriesOf: call, from: first, to: end, &found)
        }
        // What is not indexed yet is at most a few hundred entries.
        try append(entriesOf: call, from: indexed, to: .max, &found)
        return found
    }

    /// The payload of this kind, nil where the entry has none. Throws where the stored bytes are
    /// not those that the entry commits to.
    package func payload(sequence: UInt64, kind: String) throws(TrailError) -> StoredPayload? {
        let entry = try entry(sequence)
        guard let index = entry.payloadIndex(kind: kind) else { return nil }
        return try payload(of: entry, index: index)
    }

    /// The payload at this place of the entry.
    package func payload(
        of entry: TrailEntry, index: Int
    ) throws(TrailError) -> StoredPayload {
        let id = PayloadPack.id(sequence: entry.sequence, index: index)
        let missing = TrailError.damaged("payload \(index) of entry \(entry.sequence) is missing")
        let first: Int64
        let pack: [UInt8]
        do throws(DatabaseError) {
            defer { packs.reset() }
            try packs.bind(id, at: 1)
            let isFound = try packs.step()
            first = isFound ? packs.integer(0) : -1
            pack = isFound ? packs.bytes(1) : []
        } catch { throw .database(error) }
        return try pack.withUnsafeBufferPointer { (buffer) throws(TrailError) in
            let bytes = UnsafeRawBufferPointer(buffer)
            let records = PayloadPack.records(in: bytes, first: first)
            guard let record = records?.first(where: { $0.id == id }) else { throw missing }
            return try payload(record, in: bytes, reference: entry.payloads[index])
        }
    }

    package func head() throws(TrailError) -> TrailHead {
        do throws(DatabaseError) {
            defer { headRow.reset() }
            return try TrailHead(row: headRow)
        } catch { throw .database(error) }
    }

    /// True when another connection committed since the last time this was asked; true at first.
    package func hasChanged() throws(TrailError) -> Bool {
        do throws(DatabaseError) {
            defer { dataVersion.reset() }
            guard try dataVersion.step() else { return true }
            let version = dataVersion.integer(0)
            defer { seenVersion = version }
            return version != seenVersion
        } catch { throw .database(error) }
    }

    /// The newest state that a restart can go on from, and the entry that commits to it. Entries
    /// after it are to be folded into it.
    package func latestSnapshot() throws(TrailError) -> (entry: TrailEntry, state: [UInt8])? {
        let sequence: UInt64?
        do throws(DatabaseError) {
            sequence = try database.value("SELECT max(sequence) FROM snapshot")
                .flatMap { UInt64($0) }
        } catch { throw .database(error) }
        guard let sequence else { return nil }
        let entry = try entry(sequence)
        guard let index = entry.payloadIndex(kind: TrailType.snapshotKind),
            case .kept(let state) = try payload(of: entry, index: index)
        else { return nil }
        return (entry, state)
    }

    /// The siblings that prove entry `sequence` in the tree of `size` entries.
    package func inclusion(
        of sequence: UInt64, size: UInt64
    ) throws(TrailError) -> [MerkleHash] {
        guard sequence < size else { throw .noSuchEntry(sequence) }
        tree.refresh()
        return try tree.range.inclusion(of: sequence, size: size)
    }

    /// The hashes that prove that the tree of `newSize` entries begins with that of `oldSize`.
    package func consistency(
        from oldSize: UInt64, to newSize: UInt64
    ) throws(TrailError) -> [MerkleHash] {
        guard oldSize > 0, oldSize <= newSize else { throw .noSuchEntry(oldSize) }
        tree.refresh()
        return try tree.range.consistency(from: oldSize, to: newSize)
    }

    /// The root of the first `size` entries, as stored.
    package func root(size: UInt64) throws(TrailError) -> MerkleHash {
        tree.refresh()
        return try tree.range.root(size: size)
    }

    private static func open(_ path: String) throws(DatabaseError) -> Database {
        do throws(DatabaseError) {
            let database = try Database(
                path: path, access: .readOnly, busyMilliseconds: busyMilliseconds)
            try database.defend()
            // The first read shows whether the log can be used.
            _ = try database.value("SELECT count(*) FROM sqlite_schema")
            return database
        } catch {
            let hasLog = (Files.status(path + "-wal")?.st_size ?? 0) > 0
            guard [SQLITE_READONLY, SQLITE_CANTOPEN].contains(error.primaryCode), !hasLog,
                Files.status(path) != nil
            else { throw error }
            let database = try Database(
                path: path, access: .immutable, busyMilliseconds: busyMilliseconds)
            try database.defend()
            return database
        }
    }

    private static func entry(
        _ sequence: UInt64, _ bytes: UnsafeRawBufferPointer
    ) throws(TrailError) -> TrailEntry {
        do throws(CanonicalFault) {
            return try TrailEntry(sequence: sequence, bytes: [UInt8](bytes))
        } catch { throw .damaged("entry \(sequence) has no valid form, \(error)") }
    }

    private func indexedSize() throws(TrailError) -> UInt64 {
        do throws(DatabaseError) {
            return try database.value("SELECT indexed_size FROM head WHERE id = 1")
                .flatMap { UInt64($0) } ?? 0
        } catch { throw .database(error) }
    }

    private func append(
        entriesOf call: UInt64, from start: UInt64, to end: UInt64, _ found: inout [TrailEntry]
    ) throws(TrailError) {
        try bundles.forEach(from: start) { (sequence, bytes) throws(TrailError) in
            guard sequence < end else { return false }
            let entry = try Self.entry(sequence, bytes)
            if entry.call == call { found.append(entry) }
            return true
        }
    }

    private func lastSequence(ofBundleAt first: UInt64) throws(TrailError) -> UInt64 {
        do throws(DatabaseError) {
            let row = try database.prepare("SELECT count FROM bundle WHERE first = ?1")
            try row.bind(Int64(first), at: 1)
            return try row.step() ? first + UInt64(row.integer(0)) - 1 : first
        } catch { throw .database(error) }
    }

    private func payload(
        _ record: PayloadPack.Record, in pack: UnsafeRawBufferPointer,
        reference: PayloadReference
    ) throws(TrailError) -> StoredPayload {
        if record.isErased {
            do throws(DatabaseError) {
                defer { redactions.reset() }
                try redactions.bind(record.id, at: 1)
                guard try redactions.step() else {
                    throw DatabaseError(
                        code: SQLITE_CORRUPT, message: "no entry says who erased it",
                        action: "read payload \(record.id)")
                }
                return .erased(by: UInt64(redactions.integer(0)))
            } catch { throw .database(error) }
        }
        let salt = [UInt8](pack[record.salt])
        if record.isCommitmentOnly { return .commitmentOnly(salt: salt) }
        let bytes = [UInt8](pack[record.bytes])
        guard Commitment.hash(salt: salt, bytes: bytes) == reference.commitment else {
            throw .damaged("a payload is not the one that entry \(record.id >> 4) commits to")
        }
        return .kept(bytes)
    }
}
