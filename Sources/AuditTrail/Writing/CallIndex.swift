/// Which bundles hold entries of which call, for those that are not in the `call` table yet.
///
/// A row a commit would cost more than the entries themselves, so rows are written a tile at a
/// time; what was not written is worked out anew from the entries when the trail is opened.
struct CallIndex {
    struct Row: Hashable {
        let call: UInt64
        /// The first entry of the bundle.
        let first: UInt64
    }

    private(set) var rows: [Row] = []

    mutating func append(_ calls: [UInt64], first: UInt64) {
        for call in calls { rows.append(Row(call: call, first: first)) }
    }

    mutating func removeAll() { rows.removeAll(keepingCapacity: true) }

    /// The rows for the entries from `size` on.
    static func pending(
        _ database: Database, bundles: BundleRows
    ) throws(TrailError) -> CallIndex {
        var index = CallIndex()
        do throws(DatabaseError) {
            let from =
                try database.value("SELECT indexed_size FROM head WHERE id = 1")
                .flatMap { UInt64($0) } ?? 0
            let rows = try database.prepare("SELECT first, count FROM bundle WHERE first >= ?1")
            try rows.bind(Int64(from), at: 1)
            while try rows.step() {
                let first = UInt64(rows.integer(0))
                let end = first + UInt64(rows.integer(1))
                do throws(TrailError) {
                    index.append(try calls(from: first, to: end, bundles), first: first)
                } catch {
                    throw DatabaseError(code: 0, message: error.description, action: "index calls")
                }
            }
        } catch { throw .database(error) }
        return index
    }

    private static func calls(
        from first: UInt64, to end: UInt64, _ bundles: BundleRows
    ) throws(TrailError) -> [UInt64] {
        var calls: [UInt64] = []
        try bundles.forEach(from: first) { (sequence, bytes) throws(TrailError) in
            guard sequence < end else { return false }
            do throws(CanonicalFault) {
                let entry = try TrailEntry(sequence: sequence, bytes: [UInt8](bytes))
                if let call = entry.call, !calls.contains(call) { calls.append(call) }
            } catch { throw .damaged("entry \(sequence) has no valid form, \(error)") }
            return true
        }
        return calls
    }
}
