import CSQLite

/// One connection to one SQLite file. Used by one thread at a time; not `Sendable` for that
/// reason. Nothing about durability is hidden: who opens says every pragma.
final class Database {
    enum Access {
        case readWrite
        case readOnly
        /// For a folder without a writer that this process may not write to: no locks, no log.
        case immutable
    }

    private var handle: OpaquePointer?
    // SQLite writes the log's length here after each commit (`watchLog`); of the same thread.
    private let frames = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    let path: String

    init(path: String, access: Access, busyMilliseconds: Int32) throws(DatabaseError) {
        csqlite_prepare_process()
        self.path = path
        frames.initialize(to: 0)
        let flags: Int32 =
            switch access {
            case .readWrite: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            case .readOnly, .immutable: SQLITE_OPEN_READONLY
            }
        let name = "file:" + Self.escaped(path) + (access == .immutable ? "?immutable=1" : "")
        let code = sqlite3_open_v2(
            name, &handle, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW,
            nil)
        guard code == SQLITE_OK else {
            let error = failure(code, "open \(path)")
            sqlite3_close_v2(handle)
            handle = nil
            throw error
        }
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, busyMilliseconds)
    }

    deinit {
        close()
        frames.deallocate()
    }

    /// Closes without a checkpoint of SQLite's own where `defend` was called.
    func close() {
        guard handle != nil else { return }
        // "v2" lets statements that are still referenced end later, so this cannot fail.
        sqlite3_close_v2(handle)
        handle = nil
    }

    /// Sets what keeps a hostile or careless statement from harming the file.
    func defend() throws(DatabaseError) {
        let wanted: [(Int32, Int32)] = [
            (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
            (SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1), (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0),
            (SQLITE_DBCONFIG_DQS_DML, 0), (SQLITE_DBCONFIG_DQS_DDL, 0),
        ]
        for (option, value) in wanted where csqlite_configure(handle, option, value) != value {
            throw DatabaseError(
                code: SQLITE_MISUSE, message: "option \(option) did not become \(value)",
                action: "make \(path) defensive")
        }
    }

    func keepLogFiles() throws(DatabaseError) {
        try check(csqlite_keep_log_files(handle), "keep the log files of \(path)")
    }

    /// Replaces SQLite's automatic checkpoint by a count; see `logFrames`.
    func watchLog() { csqlite_watch_log(handle, frames) }

    /// Frames in the log after the last commit; only counted after `watchLog`.
    var logFrames: Int32 { frames.pointee }

    /// Installs the guard that refuses all statements but those the trail is made of.
    func install(
        _ authorizer:
            @convention(c) (
                UnsafeMutableRawPointer?, Int32, UnsafePointer<CChar>?, UnsafePointer<CChar>?,
                UnsafePointer<CChar>?, UnsafePointer<CChar>?
            ) -> Int32
    ) throws(DatabaseError) {
        try check(sqlite3_set_authorizer(handle, authorizer, nil), "install the authorizer")
    }

    func execute(_ sql: String) throws(DatabaseError) {
        try check(sqlite3_exec(handle, sql, nil, nil, nil), "run \"\(sql.prefix(60))\"")
    }

    func prepare(_ sql: String) throws(DatabaseError) -> Statement {
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v3(
            handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        try check(code, "prepare \"\(sql.prefix(60))\"")
        guard let statement else { throw failure(SQLITE_MISUSE, "prepare an empty statement") }
        return Statement(statement, of: self, sql: sql)
    }

    /// The first column of the first row, as SQLite turns it into text; nil without a row.
    func value(_ sql: String) throws(DatabaseError) -> String? {
        let statement = try prepare(sql)
        return try statement.step() ? statement.text(0) : nil
    }

    var hasMoved: Bool { csqlite_has_moved(handle) != 0 }

    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// The errno of the last failed system call, 0 if none.
    var systemError: Int32 { sqlite3_system_errno(handle) }

    enum Checkpoint {
        case passive
        case truncate
    }

    /// True when the whole log was copied into the database file.
    func checkpoint(_ mode: Checkpoint) throws(DatabaseError) -> Bool {
        var frames: Int32 = -1
        var copied: Int32 = -1
        let flag = mode == .passive ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE
        let code = sqlite3_wal_checkpoint_v2(handle, nil, flag, &frames, &copied)
        if code & 0xff == SQLITE_BUSY { return false }
        try check(code, "copy the log of \(path) into it")
        return frames == copied
    }

    func check(_ code: Int32, _ action: @autoclosure () -> String) throws(DatabaseError) {
        guard code == SQLITE_OK else { throw failure(code, action()) }
    }

    func failure(_ code: Int32, _ action: String) -> DatabaseError {
        let words = handle.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) }
        let extended = handle.map { sqlite3_extended_errcode($0) } ?? code
        return DatabaseError(
            code: extended & 0xff == code & 0xff ? extended : code,
            message: words ?? "no memory", action: action)
    }

    /// Characters with a meaning in a file name of SQLite's URI form are written as `%xx`.
    private static func escaped(_ path: String) -> String {
        var text: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"):
                text.append(UInt8(ascii: "%"))
                text += Hex.digits(of: CollectionOfOne(byte)).utf8
            default: text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
