/// The statements of the writer, prepared once.
struct StoreStatements {
    let begin: Statement
    let commit: Statement
    let rollback: Statement
    let insertBundle: Statement
    let insertPayload: Statement
    let insertCall: Statement
    let insertTile: Statement
    let insertSnapshot: Statement
    let insertCheckpoint: Statement
    let insertRedaction: Statement
    let moveHead: Statement
    let signHead: Statement
    let moveIndex: Statement
    let findPack: Statement
    let erasePack: Statement

    init(_ database: Database) throws(DatabaseError) {
        begin = try database.prepare("BEGIN IMMEDIATE")
        commit = try database.prepare("COMMIT")
        rollback = try database.prepare("ROLLBACK")
        insertBundle = try database.prepare(
            "INSERT INTO bundle (first, count, entries) VALUES (?1, ?2, ?3)")
        insertPayload = try database.prepare("INSERT INTO payload (id, pack) VALUES (?1, ?2)")
        insertCall = try database.prepare("INSERT INTO call (call, first) VALUES (?1, ?2)")
        insertTile = try database.prepare(
            "INSERT INTO tile (id, root, hashes) VALUES (?1, ?2, ?3)")
        insertSnapshot = try database.prepare("INSERT INTO snapshot (sequence) VALUES (?1)")
        insertCheckpoint = try database.prepare(
            "INSERT INTO checkpoint (size, note) VALUES (?1, ?2)")
        insertRedaction = try database.prepare(
            "INSERT INTO redaction (id, by_sequence) VALUES (?1, ?2)")
        moveHead = try database.prepare("UPDATE head SET size = ?1, root = ?2 WHERE id = 1")
        signHead = try database.prepare(
            "UPDATE head SET size = ?1, root = ?2, signed_size = ?1, note = ?3 WHERE id = 1")
        moveIndex = try database.prepare("UPDATE head SET indexed_size = ?1 WHERE id = 1")
        findPack = try database.prepare(
            "SELECT id, pack FROM payload WHERE id <= ?1 ORDER BY id DESC LIMIT 1")
        erasePack = try database.prepare("UPDATE payload SET pack = ?2 WHERE id = ?1")
    }
}
