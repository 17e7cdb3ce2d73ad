import CSQLite

/// What the product cannot do: a trail written with `synchronous = NORMAL`, on a connection of the
/// probe's own. The power-cut test must see what that loses, or it sees nothing.
struct WeakWriting {
    private let arguments: ProbeArguments

    init(_ arguments: ProbeArguments) { self.arguments = arguments }

    func run() throws(ProbeError) {
        var first = try start()
        var database: OpaquePointer?
        let path = arguments.folder + "/trail.db"
        guard sqlite3_open(path, &database) == SQLITE_OK, let database else {
            throw ProbeError("cannot open \(path)")
        }
        defer { sqlite3_close(database) }
        try execute(
            "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = \(arguments.frames)", database
        )
        for _ in 0..<arguments.calls {
            let entry = String(repeating: "61", count: 300)
            try execute(
                """
                BEGIN IMMEDIATE;
                INSERT INTO bundle VALUES (\(first), 1, x'012c\(entry)');
                UPDATE head SET size = \(first + 1);
                COMMIT;
                """, database)
            Output.line("ack \(first)")
            first += 1
        }
    }

    /// A trail as the product makes it, and its size.
    private func start() throws(ProbeError) -> UInt64 { try Appending.describe(arguments) }

    private func execute(_ sql: String, _ database: OpaquePointer) throws(ProbeError) {
        guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else {
            throw ProbeError(String(cString: sqlite3_errmsg(database)))
        }
    }
}
