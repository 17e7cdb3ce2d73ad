import CSQLite

/// A prepared statement. Bound bytes are not copied: they must stay until `reset`.
final class Statement {
    private let handle: OpaquePointer
    // Keeps the connection open as long as the statement lives.
    private let database: Database
    private let sql: String

    init(_ handle: OpaquePointer, of database: Database, sql: String) {
        self.handle = handle
        self.database = database
        self.sql = sql
    }

    deinit { sqlite3_finalize(handle) }

    func bind(_ value: Int64, at index: Int32) throws(DatabaseError) {
        try database.check(sqlite3_bind_int64(handle, index, value), "bind a number")
    }

    func bind(_ text: String, at index: Int32) throws(DatabaseError) {
        let code = csqlite_bind_transient_text(handle, index, text, Int32(text.utf8.count))
        try database.check(code, "bind a text")
    }

    /// The bytes must stay in place until `reset` or the next `bind`.
    func bind(borrowing bytes: UnsafeRawBufferPointer, at index: Int32) throws(DatabaseError) {
        let code = csqlite_bind_static_blob(
            handle, index, bytes.baseAddress, Int32(bytes.count))
        try database.check(code, "bind bytes")
    }

    /// True when there is a row to read.
    func step() throws(DatabaseError) -> Bool {
        let code = sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            let error = database.failure(code, "run \"\(sql.prefix(60))\"")
            sqlite3_reset(handle)
            throw error
        }
    }

    /// Runs a statement that gives no rows, and makes it ready for the next time.
    func run() throws(DatabaseError) {
        while try step() {}
        reset()
    }

    func reset() { sqlite3_reset(handle) }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    func text(_ column: Int32) -> String? {
        sqlite3_column_text(handle, column).map { String(cString: $0) }
    }

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    /// The column's bytes; valid during `body` only.
    func withBytes<Result, Failure: Error>(
        _ column: Int32, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let start = sqlite3_column_blob(handle, column)
        let count = Int(sqlite3_column_bytes(handle, column))
        return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    func bytes(_ column: Int32) -> [UInt8] { withBytes(column) { [UInt8]($0) } }
}
