/// What one transaction writes, worked out before it begins. The memory is kept for the next.
struct CommitBuffer {
    private(set) var first: UInt64 = 0
    private(set) var count: UInt64 = 0
    /// The bundle row.
    private(set) var entries: [UInt8] = []
    /// Rows of payloads by their key.
    private(set) var packs: [(id: Int64, bytes: [UInt8])] = []
    private(set) var calls: [UInt64] = []
    private(set) var tiles: [TileBuilder.Tile] = []
    private(set) var snapshots: [UInt64] = []
    private var salt: [UInt8] = []
    private var commitments: [(hash: MerkleHash, isKept: Bool)] = []

    mutating func begin(at sequence: UInt64) {
        first = sequence
        count = 0
        entries.removeAll(keepingCapacity: true)
        packs.removeAll(keepingCapacity: true)
        calls.removeAll(keepingCapacity: true)
        tiles.removeAll(keepingCapacity: true)
        snapshots.removeAll(keepingCapacity: true)
    }

    var byteCount: Int { packs.reduce(entries.count) { $0 + $1.bytes.count } }

    mutating func append(
        _ draft: EntryDraft, keptPayloadBytes: Int, tree: inout TileBuilder,
        randomness: inout Randomness
    ) throws(FileFault) {
        let sequence = first + count
        commitments.removeAll(keepingCapacity: true)
        for (index, payload) in draft.payloads.enumerated() {
            let isKept = payload.keeping == .always || payload.bytes.count <= keptPayloadBytes
            salt.removeAll(keepingCapacity: true)
            try randomness.append(Commitment.saltByteCount, to: &salt)
            commitments.append((Commitment.hash(salt: salt, bytes: payload.bytes), isKept))
            appendToPack(
                payload, id: PayloadPack.id(sequence: sequence, index: index), isKept: isKept)
        }
        let start = entries.count
        entries.append(0)
        entries.append(0)
        EntryForm.append(draft, commitments: commitments, to: &entries)
        let length = entries.count - start - 2
        precondition(length <= EntryForm.maximumBytes, "drafts are checked when they are queued")
        // The byte before the entry is still 0, and so the prefix of a leaf: hashed in one piece.
        let leaf = entries.withUnsafeBytes {
            MerkleHash.digest(UnsafeRawBufferPointer(rebasing: $0[(start + 1)...]))
        }
        entries[start] = UInt8(length >> 8)
        entries[start + 1] = UInt8(length & 255)
        tree.append(leaf) { tiles.append($0) }
        if let call = draft.call, calls.last != call, !calls.contains(call) { calls.append(call) }
        if draft.type == TrailType.snapshotTaken { snapshots.append(sequence) }
        count += 1
    }

    private mutating func appendToPack(_ payload: PayloadDraft, id: Int64, isKept: Bool) {
        if packs.last.map({ $0.bytes.count >= PayloadPack.rowBytes }) ?? true {
            packs.append((id, []))
        }
        let last = packs.count - 1
        let number = UInt32(id - packs[last].id) | (isKept ? 0 : PayloadPack.commitmentOnly)
        let length = isKept ? payload.bytes.count : 0
        PayloadPack.append(number, to: &packs[last].bytes)
        PayloadPack.append(UInt32(length), to: &packs[last].bytes)
        packs[last].bytes.append(contentsOf: salt)
        if isKept { packs[last].bytes.append(contentsOf: payload.bytes) }
    }
}
