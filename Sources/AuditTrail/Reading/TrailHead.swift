import CSQLite

/// How far a trail goes.
package struct TrailHead: Sendable, Equatable {
    /// Number of entries.
    package let size: UInt64
    package let root: MerkleHash
    /// Number of entries under the last signature; at most a second behind.
    package let signedSize: UInt64
    /// The last signed checkpoint, as it is to be handed out.
    package let note: [UInt8]
}

extension TrailHead {
    /// Asks for where the trail stands.
    static let query = "SELECT size, root, signed_size, note FROM head WHERE id = 1"

    /// Reads the one row that ``query`` gives.
    init(row: Statement) throws(DatabaseError) {
        guard try row.step(), let root = MerkleHash(row.bytes(1)) else {
            throw DatabaseError(
                code: SQLITE_CORRUPT, message: "there is no head", action: "read the head")
        }
        self.init(
            size: UInt64(row.integer(0)), root: root, signedSize: UInt64(row.integer(2)),
            note: row.bytes(3))
    }
}
