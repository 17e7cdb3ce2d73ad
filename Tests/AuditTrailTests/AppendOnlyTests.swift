import Testing

@testable import AuditTrail

@Suite struct AppendOnlyTests {
    static let statements = [
        "UPDATE bundle SET entries = x'00'", "DELETE FROM bundle",
        "DELETE FROM bundle WHERE first = 1",
        "REPLACE INTO bundle VALUES (1, 2, x'00')",
        "INSERT INTO bundle VALUES (1, 2, x'00') ON CONFLICT DO UPDATE SET count = 9",
        "INSERT INTO bundle VALUES (100, 1, x'00')",
        "INSERT OR REPLACE INTO tile VALUES (0, x'', x'')",
        "UPDATE payload SET id = 9", "UPDATE payload SET pack = x'00'", "DELETE FROM payload",
        "REPLACE INTO payload VALUES (16, x'00')", "UPDATE call SET first = 9", "DELETE FROM call",
        "UPDATE checkpoint SET note = x'00'", "DELETE FROM checkpoint",
        "REPLACE INTO checkpoint VALUES (1, x'00')", "DELETE FROM head", "DELETE FROM segment",
        "REPLACE INTO head VALUES (1, 0, x'', 0, x'', 0)", "UPDATE segment SET vkey = ''",
        "INSERT INTO segment VALUES (1, 'a', 'b', NULL)", "UPDATE head SET size = 0",
        "DELETE FROM redaction", "DELETE FROM snapshot",
    ]

    /// By the triggers alone, on a connection of anybody's, with either setting.
    @Test(arguments: statements, [0, 1])
    func isRefusedByTheFile(_ sql: String, recursive: Int) throws {
        let trail = try TestTrail()
        try Self.fill(trail)
        let database = try Database(path: trail.database, access: .readWrite, busyMilliseconds: 9)
        try database.execute("PRAGMA recursive_triggers = \(recursive)")
        #expect(throws: DatabaseError.self) { try database.execute(sql) }
        #expect(TamperTests.verdict(of: trail).isConsistent)
    }

    /// By the authorizer, before a trigger could.
    @Test(
        arguments: statements + [
            "DROP TABLE bundle", "DROP TRIGGER bundle_grows", "ALTER TABLE bundle RENAME TO b",
            "CREATE TABLE t (a)", "PRAGMA synchronous = OFF", "PRAGMA journal_mode = DELETE",
            "ATTACH ':memory:' AS other", "PRAGMA writable_schema = ON", "VACUUM",
        ]) func isRefusedByTheWriter(_ sql: String) throws
    {
        let trail = try TestTrail()
        try Self.fill(trail)
        let database = try Database(path: trail.database, access: .readWrite, busyMilliseconds: 9)
        try database.defend()
        try database.install(StatementGuard.authorize)
        #expect(throws: DatabaseError.self) { try database.execute(sql) }
    }

    @Test func aReaderCannotWrite() throws {
        let trail = try TestTrail()
        try Self.fill(trail)
        let reader = try trail.reader()
        for sql in ["DELETE FROM bundle", "CREATE TABLE t (a)", "DROP TRIGGER bundle_grows"] {
            #expect(throws: DatabaseError.self) { try reader.connection.execute(sql) }
        }
    }

    @Test func theFileSaysWhatItIs() throws {
        let trail = try TestTrail()
        try Self.fill(trail)
        let database = try Database(path: trail.database, access: .readWrite, busyMilliseconds: 9)
        #expect(try database.value("PRAGMA application_id") == "\(0x5043_7472)")
        #expect(try database.value("PRAGMA user_version") == "1")
        #expect(try database.value("PRAGMA journal_mode") == "wal")
        let strict =
            "SELECT count(*) FROM pragma_table_list WHERE strict = 0 AND name NOT LIKE 'sqlite%'"
        #expect(try database.value(strict) == "0")
        try database.execute("PRAGMA user_version = 2")
        #expect(throws: TrailError.self) { try trail.open() }
        try database.execute("PRAGMA user_version = 1; PRAGMA application_id = 7")
        #expect(throws: TrailError.self) { try trail.open() }
    }

    private static func fill(_ trail: TestTrail) throws {
        let (writer, _) = try trail.open()
        for number in UInt64(0)..<140 {
            _ = try writer.append(TestTrail.call(number), urgency: .soon)
        }
        let state = EntryDraft(
            type: TrailType.snapshotTaken,
            payloads: [PayloadDraft(kind: "state", bytes: [1], keeping: .always)],
            wallNanoseconds: TestTrail.time)
        let last = try writer.append([state], urgency: .now).upperBound
        try writer.erase(
            Erasure(
                target: last, kind: nil, reason: "r", actor: "ana",
                wallNanoseconds: TestTrail.time, completion: { _ in }))
        try writer.close(wallNanoseconds: TestTrail.time)
    }
}
