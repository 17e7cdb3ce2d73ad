/// Reads entries out of bundle rows.
final class BundleRows {
    private let covering: Statement
    private let following: Statement
    private let last: Statement

    init(_ database: Database) throws(DatabaseError) {
        covering = try database.prepare(
            "SELECT first, count, entries FROM bundle WHERE first <= ?1 ORDER BY first DESC LIMIT 1"
        )
        following = try database.prepare(
            "SELECT first, count, entries FROM bundle WHERE first >= ?1 ORDER BY first")
        last = try database.prepare(
            "SELECT first + count FROM bundle ORDER BY first DESC LIMIT 1")
    }

    /// The number of entries.
    func size() throws(DatabaseError) -> UInt64 {
        defer { last.reset() }
        return try last.step() ? UInt64(last.integer(0)) : 0
    }

    /// Calls `body` with each entry from `start` on, until it says false. The bytes are valid
    /// during the call only. A missing row ends it: whoever must know compares the numbers.
    func forEach(
        from start: UInt64, _ body: (UInt64, UnsafeRawBufferPointer) throws(TrailError) -> Bool
    ) throws(TrailError) {
        defer { following.reset() }
        do throws(DatabaseError) {
            covering.reset()
            try covering.bind(Int64(start), at: 1)
        } catch { throw .database(error) }
        var row = try step(covering) ? Int64(covering.integer(0)) : nil
        covering.reset()
        // A row is found by its first entry; the one asked for may be in the row before.
        row = row ?? Int64(start)
        do throws(DatabaseError) { try following.bind(row ?? 0, at: 1) } catch {
            throw .database(error)
        }
        while try step(following) {
            let first = UInt64(following.integer(0))
            let count = UInt64(following.integer(1))
            let goesOn = try bytes(of: following) { (buffer) throws(TrailError) in
                try Self.split(buffer, first: first, count: count, from: start, body)
            }
            guard goesOn else { return }
        }
    }

    private func step(_ statement: Statement) throws(TrailError) -> Bool {
        do throws(DatabaseError) { return try statement.step() } catch { throw .database(error) }
    }

    private func bytes(
        of statement: Statement,
        _ body: (UnsafeRawBufferPointer) throws(TrailError) -> Bool
    ) throws(TrailError) -> Bool {
        try statement.withBytes(2, body)
    }

    private static func split(
        _ buffer: UnsafeRawBufferPointer, first: UInt64, count: UInt64, from start: UInt64,
        _ body: (UInt64, UnsafeRawBufferPointer) throws(TrailError) -> Bool
    ) throws(TrailError) -> Bool {
        var offset = 0
        var sequence = first
        while offset < buffer.count {
            guard buffer.count - offset >= 2 else { break }
            let length = Int(buffer[offset]) << 8 | Int(buffer[offset + 1])
            guard buffer.count - offset - 2 >= length else { break }
            let entry = UnsafeRawBufferPointer(rebasing: buffer[offset + 2..<offset + 2 + length])
            offset += 2 + length
            if sequence >= start, !(try body(sequence, entry)) { return false }
            sequence += 1
        }
        guard offset == buffer.count, sequence == first + count else {
            throw .damaged("the row of entries from \(first) on is broken")
        }
        return true
    }
}
