import Glibc

@testable import AuditTrail

/// Somebody who may write to the database file and knows its form.
final class Attacker {
    let trail: TestTrail
    private let database: Database

    init(_ trail: TestTrail) throws {
        self.trail = trail
        database = try Database(path: trail.database, access: .readWrite, busyMilliseconds: 100)
        var names: [String] = []
        do {
            let triggers = try database.prepare(
                "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            while try triggers.step() { names.append(triggers.text(0) ?? "") }
        }
        for name in names { try database.execute("DROP TRIGGER \(name)") }
    }

    func execute(_ sql: String) throws { try database.execute(sql) }

    func number(_ sql: String) throws -> Int64 {
        Int64(try database.value(sql) ?? "") ?? -1
    }

    func change(
        _ table: String, _ column: String, row: Int64, _ body: (inout [UInt8]) -> Void
    ) throws {
        var bytes = try read(table, column, row)
        let before = bytes
        body(&bytes)
        guard bytes != before else { throw TestFailure("the attack changed nothing") }
        try write(table, column, row, bytes)
    }

    func swap(_ table: String, _ column: String, _ first: Int64, _ second: Int64) throws {
        let bytes = (try read(table, column, first), try read(table, column, second))
        try write(table, column, first, bytes.1)
        try write(table, column, second, bytes.0)
    }

    static func overwrite(_ path: String, with bytes: [UInt8]) throws {
        guard let file = fopen(path, "wb") else { throw TestFailure("cannot write \(path)") }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
            throw TestFailure("cannot write \(path)")
        }
    }

    private func read(_ table: String, _ column: String, _ row: Int64) throws -> [UInt8] {
        let statement = try database.prepare("SELECT \(column) FROM \(table) WHERE rowid = ?1")
        try statement.bind(row, at: 1)
        guard try statement.step() else { throw TestFailure("\(table) has no row \(row)") }
        return statement.bytes(0)
    }

    private func write(
        _ table: String, _ column: String, _ row: Int64, _ bytes: [UInt8]
    ) throws {
        let statement = try database.prepare("UPDATE \(table) SET \(column) = ?2 WHERE rowid = ?1")
        try statement.bind(row, at: 1)
        try bytes.withUnsafeBufferPointer { buffer in
            try statement.bind(borrowing: UnsafeRawBufferPointer(buffer), at: 2)
            try statement.run()
        }
    }
}
