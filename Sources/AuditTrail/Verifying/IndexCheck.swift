/// Compares the index of calls with the entries. An index can hide an entry from whoever asks for
/// a call, so it is checked although it proves nothing.
struct IndexCheck {
    private let database: Database
    private let indexedSize: UInt64
    private var bundles: [(first: UInt64, end: UInt64)] = []
    private var place = 0
    private var seen: Set<UInt64> = []
    // Sums over rows, in any order; two different sets with the same sum are not to be expected.
    private var wanted = Total()
    private(set) var findings: [TrailFinding] = []

    private struct Total: Equatable {
        var count = 0
        var sum: UInt64 = 0

        mutating func add(_ call: UInt64, _ first: UInt64) {
            count += 1
            var mixed = (call &* 0x9e37_79b9_7f4a_7c15) ^ (first &* 0xc2b2_ae3d_27d4_eb4f)
            mixed ^= mixed >> 31
            sum &+= mixed &* 0xff51_afd7_ed55_8ccd
        }
    }

    init(_ database: Database) throws(DatabaseError) {
        self.database = database
        indexedSize =
            try database.value("SELECT indexed_size FROM head WHERE id = 1")
            .flatMap { UInt64($0) } ?? 0
        let rows = try database.prepare("SELECT first, count FROM bundle ORDER BY first")
        while try rows.step() {
            let first = UInt64(rows.integer(0))
            guard first < indexedSize else { break }
            bundles.append((first, first + UInt64(rows.integer(1))))
        }
    }

    mutating func take(_ entry: TrailEntry) {
        guard entry.sequence < indexedSize, let call = entry.call else { return }
        while place < bundles.count, entry.sequence >= bundles[place].end {
            place += 1
            seen.removeAll(keepingCapacity: true)
        }
        guard place < bundles.count, seen.insert(call).inserted else { return }
        wanted.add(call, bundles[place].first)
    }

    mutating func finish() throws(DatabaseError) {
        var found = Total()
        let rows = try database.prepare("SELECT call, first FROM call WHERE first < ?1")
        try rows.bind(Int64(indexedSize), at: 1)
        while try rows.step() {
            found.add(UInt64(bitPattern: rows.integer(0)), UInt64(rows.integer(1)))
        }
        if found != wanted {
            findings.append(
                .init(.indexChanged, "the index of calls is not that of the entries"))
        }
    }
}
