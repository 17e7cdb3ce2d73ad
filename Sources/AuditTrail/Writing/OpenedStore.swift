import CSQLite
import Glibc

/// Everything that is checked before a trail may grow (audit reference, section 7.12).
struct OpenedStore {
    let origin: String
    let database: Database
    let signer: HeadSigner
    let witness: HeadWitness?
    let ballast: Ballast
    let watch: FileWatch
    let tree: TileBuilder
    let index: CallIndex
    let signedSize: UInt64
    let checkpointSize: UInt64
    let isNew: Bool
    /// The last entry, for what it says of the last stop.
    let lastEntry: TrailEntry?
    let warnings: [String]
    /// The one of these that stays so: there was no head outside to compare the trail with.
    let withoutHead: String?

    static func fileName(in folder: String) -> String { folder + "/trail.db" }

    init(
        folder: String, key: TrailKey, origin: String, witnessPath: String?, options: TrailOptions
    ) throws(TrailError) {
        guard Self.isOrigin(origin) else { throw .origin(origin) }
        self.origin = origin
        signer = key.signer(origin: origin)
        let verifier = key.verifier(origin: origin)
        let path = Self.fileName(in: folder)
        var found: [String] = []
        do throws(DatabaseError) {
            database = try Database(
                path: path, access: .readWrite, busyMilliseconds: options.busyMilliseconds)
            try database.defend()
        } catch { throw .database(error) }
        chmod(path, 0o600)
        try Self.set(database)
        isNew = try Self.identify(database, path: path, origin: origin, verifier: verifier)
        witness = witnessPath.map(HeadWitness.init)
        let head = try Self.settle(database)
        let loaded = try Self.load(database, head: head, verifier: verifier)
        tree = loaded.tree
        index = try CallIndex.pending(database, bundles: loaded.bundles)
        lastEntry = loaded.lastEntry
        signedSize = head.signedSize
        checkpointSize = try Self.number(
            database, "SELECT coalesce(max(size), 0) FROM checkpoint")
        try Self.compare(witness, with: loaded.stored, size: head.size, verifier: verifier)
        let isHeadless = head.size > 0 && !(witness?.isThere ?? true)
        withoutHead = isHeadless ? witness.map(Self.withoutHead) : nil
        found += [withoutHead].compactMap { $0 }
        found += Self.versionWarnings()
        ballast = Ballast(folder: folder, byteCount: options.ballastBytes)
        do throws(FileFault) { try ballast.fill() } catch {
            found.append(
                "there is no ballast (\(error)); a full disk could not be recorded in the trail")
        }
        guard let watch = FileWatch(databasePath: path) else {
            throw .folder(path: folder, reason: SystemError.text(errno))
        }
        self.watch = watch
        warnings = found
        do throws(DatabaseError) {
            try database.install(StatementGuard.authorize)
        } catch { throw .database(error) }
    }

    /// A name that needs no escaping in a note, an entry or a key.
    static func isOrigin(_ origin: String) -> Bool {
        (1...128).contains(origin.utf8.count)
            && origin.utf8.allSatisfy { byte in
                byte > 0x20 && byte < 0x7f && byte != 0x22 && byte != 0x2b && byte != 0x5c
            }
    }

    /// Each page is written by a call of its own, twice: to the log and later to its place. With the
    /// usual 4 KiB that is most of what a commit costs; with much more a small commit writes too much.
    static let pageBytes = 8_192

    /// Sets what durability rests on and reads each back: a setting that did not take is worse
    /// than none, because nobody would notice before a power cut.
    private static func set(_ database: Database) throws(TrailError) {
        let wanted = [
            ("journal_mode", "WAL", "wal"), ("synchronous", "FULL", "2"),
            ("wal_autocheckpoint", "0", "0"), ("secure_delete", "ON", "1"),
            ("cell_size_check", "ON", "1"), ("mmap_size", "0", "0"),
            ("foreign_keys", "OFF", "0"), ("recursive_triggers", "ON", "1"),
            ("locking_mode", "NORMAL", "normal"), ("temp_store", "MEMORY", "2"),
        ]
        // Of a new file only; an old one keeps what it has.
        do throws(DatabaseError) { try database.execute("PRAGMA page_size = \(pageBytes)") } catch {
            throw .database(error)
        }
        for (name, value, reading) in wanted {
            do throws(DatabaseError) {
                try database.execute("PRAGMA \(name) = \(value)")
                // SQLite without memory mapping answers mmap_size with no row: then it is off.
                let now = try database.value("PRAGMA \(name)") ?? (name == "mmap_size" ? "0" : "")
                guard now != reading else { continue }
                throw DatabaseError(code: SQLITE_MISMATCH, message: now, action: name)
            } catch {
                guard error.code == SQLITE_MISMATCH else { throw .database(error) }
                throw .setting(name: name, wanted: reading, found: error.message)
            }
        }
        database.watchLog()
        do throws(DatabaseError) { try database.keepLogFiles() } catch { throw .database(error) }
    }

    /// True for a new trail, which is made; throws for any file but the trail that is meant.
    private static func identify(
        _ database: Database, path: String, origin: String, verifier: NoteVerifier
    ) throws(TrailError) -> Bool {
        let application = try number(database, "PRAGMA application_id")
        let version = try number(database, "PRAGMA user_version")
        let tables = try number(database, "SELECT count(*) FROM sqlite_schema")
        if application == 0 && version == 0 && tables == 0 {
            try create(database, path: path, origin: origin, verifier: verifier)
            return true
        }
        guard application == UInt64(TrailSchema.applicationID) else {
            throw .notATrail(path: path, reason: "it belongs to another program")
        }
        guard version == UInt64(TrailSchema.version) else {
            throw .notATrail(
                path: path, reason: "its format is \(version), this version knows 1")
        }
        let segment = try text(database, "SELECT origin FROM segment ORDER BY number DESC LIMIT 1")
        guard let segment else { throw .notATrail(path: path, reason: "it names no log") }
        guard segment.utf8.elementsEqual(origin.utf8) else {
            throw .otherLog(expected: origin, found: segment)
        }
        let vkey = try text(database, "SELECT vkey FROM segment ORDER BY number DESC LIMIT 1") ?? ""
        guard vkey == verifier.vkey else {
            throw .otherKey(expected: verifier.vkey, found: vkey)
        }
        return false
    }

    private static func create(
        _ database: Database, path: String, origin: String, verifier: NoteVerifier
    ) throws(TrailError) {
        do throws(DatabaseError) {
            try database.execute(TrailSchema.create)
            let segment = try database.prepare(
                "INSERT INTO segment (number, origin, vkey) VALUES (0, ?1, ?2)")
            try segment.bind(origin, at: 1)
            try segment.bind(verifier.vkey, at: 2)
            try segment.run()
            try database.execute(
                "INSERT INTO head (id, size, root, signed_size, note, indexed_size) "
                    + "VALUES (1, 0, zeroblob(32), 0, x'', 0)")
        } catch { throw .database(error) }
        do throws(FileFault) { try Files.syncFolder(of: path) } catch {
            throw .folder(path: path, reason: error.description)
        }
    }

    private struct Loaded {
        let tree: TileBuilder
        let stored: StoredTree
        let bundles: BundleRows
        let lastEntry: TrailEntry?
    }

    /// Copies what a former process left in the log into the database, synced, and reads the head.
    /// A page that a failed sync dropped would otherwise lie under later entries.
    private static func settle(_ database: Database) throws(TrailError) -> TrailHead {
        do throws(DatabaseError) {
            guard try database.checkpoint(.truncate) else {
                throw DatabaseError(
                    code: SQLITE_BUSY, message: "a reader keeps the log open",
                    action: "copy the log of \(database.path) into it")
            }
            return try TrailHead(row: try database.prepare(TrailHead.query))
        } catch { throw .database(error) }
    }

    /// The tree as it is stored, after showing that it has the root of the head and begins with
    /// the last signed one.
    private static func load(
        _ database: Database, head: TrailHead, verifier: NoteVerifier
    ) throws(TrailError) -> Loaded {
        let bundles: BundleRows
        let stored: StoredTree
        let count: UInt64
        do throws(DatabaseError) {
            bundles = try BundleRows(database)
            stored = try StoredTree(database, bundles: bundles)
            count = try bundles.size()
        } catch { throw .database(error) }
        guard count == head.size else {
            throw .doesNotExtendHead(
                reason: "the head says \(head.size) entries, there are \(count)")
        }
        let tree = try stored.builder(size: head.size)
        guard head.size == 0 || tree.root == head.root else {
            throw .doesNotExtendHead(reason: "the entries do not give the stored root")
        }
        guard head.signedSize > 0 || head.size > 0 else {
            return Loaded(tree: tree, stored: stored, bundles: bundles, lastEntry: nil)
        }
        let signed: Checkpoint
        do throws(NoteError) {
            signed = try Checkpoint.verified(head.note, by: verifier)
        } catch { throw .doesNotExtendHead(reason: "the head is not signed: \(error)") }
        guard signed.size == head.signedSize, signed.size <= head.size,
            try stored.range.root(size: signed.size) == signed.root
        else { throw .doesNotExtendHead(reason: "the entries do not give the signed root") }
        var last: TrailEntry?
        try bundles.forEach(from: head.size - 1) { (sequence, bytes) throws(TrailError) in
            do throws(CanonicalFault) {
                last = try TrailEntry(sequence: sequence, bytes: [UInt8](bytes))
            } catch { throw .damaged("entry \(sequence) \(error)") }
            return false
        }
        return Loaded(tree: tree, stored: stored, bundles: bundles, lastEntry: last)
    }

    private static func compare(
        _ witness: HeadWitness?, with stored: StoredTree, size: UInt64, verifier: NoteVerifier
    ) throws(TrailError) {
        guard let seen = try witness?.read(by: verifier) else { return }
        guard seen.size <= size else {
            throw .doesNotExtendHead(
                reason: "a head of \(seen.size) entries was signed before, there are \(size): "
                    + "an old copy was put back, or the end was cut off")
        }
        guard try stored.range.root(size: seen.size) == seen.root else {
            throw .doesNotExtendHead(
                reason: "its first \(seen.size) entries are not those signed before")
        }
    }

    private static func withoutHead(_ witness: HeadWitness) -> String {
        "THE HEAD KEPT IN \(witness.path) IS MISSING: this trail was compared with no head signed "
            + "before, so it may be an old copy, or its end may be cut off; unless you removed the "
            + "file yourself, run pullcord audit verify with a --checkpoint kept elsewhere"
    }

    private static func versionWarnings() -> [String] {
        let number = sqlite3_libversion_number()
        let hasFix =
            number >= 3_051_003 || number == 3_050_007 || number == 3_044_006
        return hasFix
            ? []
            : [
                "SQLite \(String(cString: sqlite3_libversion())) has the WAL-reset fault unless "
                    + "its packager fixed it; open the trail for writing with nothing but Pullcord"
            ]
    }

    private static func number(
        _ database: Database, _ sql: String
    ) throws(TrailError) -> UInt64 {
        do throws(DatabaseError) {
            return try database.value(sql).flatMap { UInt64($0) } ?? 0
        } catch { throw .database(error) }
    }

    private static func text(_ database: Database, _ sql: String) throws(TrailError) -> String? {
        do throws(DatabaseError) { return try database.value(sql) } catch {
            throw .database(error)
        }
    }
}
