import JSON

/// Compares stored payloads with what entries commit to.
struct PayloadCheck {
    private struct Stored {
        let flags: UInt32
        let length: Int
        let hash: MerkleHash
    }

    private struct Mismatch {
        let id: Int64
        let kind: String
        let wanted: MerkleHash
        let found: MerkleHash
    }

    private let rows: Statement
    private var page: [Int64: Stored] = [:]
    private var mismatches: [Mismatch] = []
    private var erased: Set<Int64> = []
    private var recorded: [Int64: UInt64] = [:]
    private(set) var findings: [TrailFinding] = []

    init(_ database: Database) throws(DatabaseError) {
        rows = try database.prepare(
            """
            SELECT id, pack FROM payload
            WHERE id >= coalesce((SELECT id FROM payload WHERE id <= ?1 ORDER BY id DESC LIMIT 1), 0)
                AND id < ?2 ORDER BY id
            """)
    }

    var erasedCount: Int { erased.count }

    /// Reads the payloads of these entries.
    mutating func load(entries: Range<UInt64>) throws(DatabaseError) {
        page.removeAll(keepingCapacity: true)
        defer { rows.reset() }
        try rows.bind(PayloadPack.id(sequence: entries.lowerBound, index: 0), at: 1)
        try rows.bind(PayloadPack.id(sequence: entries.upperBound, index: 0), at: 2)
        while try rows.step() {
            let first = rows.integer(0)
            let isPack = rows.withBytes(1) { pack -> Bool in
                guard let records = PayloadPack.records(in: pack, first: first) else {
                    return false
                }
                for record in records {
                    let hash = Commitment.hash(
                        salt: UnsafeRawBufferPointer(rebasing: pack[record.salt]),
                        bytes: UnsafeRawBufferPointer(rebasing: pack[record.bytes]))
                    page[record.id] = Stored(
                        flags: record.flags, length: record.length, hash: hash)
                }
                return true
            }
            if !isPack {
                let sequence = PayloadPack.sequence(of: first)
                findings.append(
                    .init(.payloadChanged, "the payload row of entry \(sequence) is broken"))
            }
        }
    }

    mutating func check(_ entry: TrailEntry) {
        if entry.type == TrailType.redacted { note(redaction: entry) }
        for (index, reference) in entry.payloads.enumerated() {
            let id = PayloadPack.id(sequence: entry.sequence, index: index)
            guard let stored = page[id] else {
                findings.append(
                    .init(
                        .payloadMissing,
                        "payload \"\(reference.kind)\" of entry \(entry.sequence) is missing"))
                continue
            }
            if stored.flags & PayloadPack.erased != 0 {
                erased.insert(id)
            } else if stored.flags & PayloadPack.commitmentOnly != 0 {
                guard reference.isKept else { continue }
                findings.append(
                    .init(
                        .payloadMissing,
                        "payload \"\(reference.kind)\" of entry \(entry.sequence) was taken away"))
            } else if stored.hash != reference.commitment || stored.length != reference.length {
                mismatches.append(
                    Mismatch(
                        id: id, kind: reference.kind, wanted: reference.commitment,
                        found: stored.hash))
            }
        }
    }

    /// Says what mismatches mean, once all are known.
    mutating func finish() {
        let wanted = Dictionary(mismatches.map { ($0.wanted, $0.id) }) { first, _ in first }
        for mismatch in mismatches {
            let sequence = PayloadPack.sequence(of: mismatch.id)
            let what = "payload \"\(mismatch.kind)\" of entry \(sequence)"
            if let other = wanted[mismatch.found], other != mismatch.id {
                let owner = PayloadPack.sequence(of: other)
                findings.append(
                    .init(.payloadsSwapped, "\(what) is that of entry \(owner): they were swapped"))
            } else {
                findings.append(.init(.payloadChanged, "\(what) was changed"))
            }
        }
        for id in erased.sorted() where recorded[id] == nil {
            let sequence = PayloadPack.sequence(of: id)
            findings.append(
                .init(
                    .erasedWithoutRecord,
                    "a payload of entry \(sequence) was erased and no entry records it"))
        }
        for (id, by) in recorded.sorted(by: { $0.key < $1.key }) where !erased.contains(id) {
            let sequence = PayloadPack.sequence(of: id)
            findings.append(
                .init(
                    .recordedButNotErased,
                    "entry \(by) records that a payload of entry \(sequence) was erased, but it "
                        + "is there"))
        }
    }

    private mutating func note(redaction entry: TrailEntry) {
        let value: JSONValue
        do throws(JSONError) { value = try JSONValue.parse(Array(entry.data)) } catch {
            findings.append(
                .init(.entryMalformed, "entry \(entry.sequence) records no erasure: \(error)"))
            return
        }
        guard case .object(let data) = value, case .string(let text)? = data["target"],
            let target = UInt64(text), case .array(let places)? = data["payloads"]
        else { return }
        for case .number(let place) in places {
            guard let index = Int(place.spelling) else { continue }
            recorded[PayloadPack.id(sequence: target, index: index)] = entry.sequence
        }
    }
}
