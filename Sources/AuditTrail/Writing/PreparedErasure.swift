/// An erasure worked out: the entry that records it and the rows that lose bytes.
struct PreparedErasure {
    let entry: EntryDraft
    let packs: [(id: Int64, bytes: [UInt8])]
    let ids: [Int64]

    static func make(
        _ erasure: Erasure, size: UInt64, bundles: BundleRows, find: Statement
    ) throws(TrailError) -> Result<PreparedErasure, ErasureFault> {
        guard erasure.target < size else { return .failure(.noSuchEntry) }
        var found: TrailEntry?
        try bundles.forEach(from: erasure.target) { (sequence, bytes) throws(TrailError) in
            do throws(CanonicalFault) {
                found = try TrailEntry(sequence: sequence, bytes: [UInt8](bytes))
            } catch { throw .damaged("entry \(sequence) \(error)") }
            return false
        }
        guard let found, found.sequence == erasure.target else { return .failure(.noSuchEntry) }
        let wanted = found.payloads.enumerated().filter {
            erasure.kind == nil || $0.element.kind == erasure.kind
        }
        var packs: [Int64: [UInt8]] = [:]
        var ids: [Int64] = []
        var erased: [(index: Int, kind: String)] = []
        for (index, payload) in wanted {
            let id = PayloadPack.id(sequence: found.sequence, index: index)
            guard let (first, stored) = try row(holding: id, find) else { continue }
            let pack = packs[first] ?? stored
            let record = pack.withUnsafeBytes { PayloadPack.records(in: $0, first: first) }?
                .first { $0.id == id }
            guard let record, !record.isErased else { continue }
            guard let less = PayloadPack.erasing([id], in: pack, first: first) else { continue }
            packs[first] = less
            ids.append(id)
            erased.append((index, payload.kind))
        }
        guard !ids.isEmpty else { return .failure(.noSuchPayload) }
        return .success(
            PreparedErasure(
                entry: erasure.entry(erased: erased),
                packs: packs.map { ($0.key, $0.value) }, ids: ids))
    }

    private static func row(
        holding id: Int64, _ find: Statement
    ) throws(TrailError) -> (Int64, [UInt8])? {
        do throws(DatabaseError) {
            defer { find.reset() }
            try find.bind(id, at: 1)
            return try find.step() ? (find.integer(0), find.bytes(1)) : nil
        } catch { throw .database(error) }
    }
}
