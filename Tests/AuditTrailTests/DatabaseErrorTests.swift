import CSQLite
import Testing

@testable import AuditTrail

/// A number of SQLite's says nothing to a person: what to do next does.
@Suite struct DatabaseErrorTests {
    @Test(arguments: [
        (SQLITE_READONLY, "mounted writable"), (SQLITE_FULL, "make room"),
        (SQLITE_IOERR | (3 << 8), "dmesg"), (SQLITE_CANTOPEN, "the folder is there"),
        (SQLITE_CORRUPT, "audit verify"), (SQLITE_NOTADB, "audit verify"),
    ]) func whatToDoIsSaid(_ code: Int32, _ words: String) {
        let error = DatabaseError(code: code, message: "no", action: "open /t/trail.db")
        #expect(error.description.hasPrefix("cannot open /t/trail.db: no (SQLite code \(code)); "))
        #expect(error.description.contains(words))
    }

    @Test func whatNobodyCanMendHasNoAdvice() {
        let error = DatabaseError(code: SQLITE_MISUSE, message: "no", action: "x")
        #expect(error.description == "cannot x: no (SQLite code \(SQLITE_MISUSE))")
    }
}
