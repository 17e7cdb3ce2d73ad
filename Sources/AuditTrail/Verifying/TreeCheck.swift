/// Builds the tree anew from the entries and compares it with what is stored of it.
struct TreeCheck {
    private struct Mismatch {
        let sequence: UInt64
        let computed: MerkleHash
        let stored: MerkleHash
    }

    private let stored: StoredTree
    private let roots: Statement
    private var builder = TileBuilder()
    private var mismatches: [Mismatch] = []
    private var wrongTiles: [String] = []
    /// Roots at the sizes that somebody asked for.
    private var rootsAt: [UInt64: MerkleHash] = [:]
    private let wantedSizes: Set<UInt64>

    init(
        _ database: Database, stored: StoredTree, wantedSizes: Set<UInt64>
    ) throws(DatabaseError) {
        self.stored = stored
        self.wantedSizes = wantedSizes
        roots = try database.prepare("SELECT root FROM tile WHERE id = ?1")
    }

    var size: UInt64 { builder.size }
    var root: MerkleHash { builder.root }

    func root(at size: UInt64) -> MerkleHash? { size == builder.size ? root : rootsAt[size] }

    mutating func append(_ leaf: MerkleHash) throws(TrailError) {
        var full: [TileBuilder.Tile] = []
        builder.append(leaf) { full.append($0) }
        for tile in full { try compare(tile) }
        if wantedSizes.contains(builder.size) { rootsAt[builder.size] = builder.root }
    }

    /// What the mismatches mean. `entriesAreRight` when the root from the entries is the signed
    /// one: then a tile that differs was changed, and not an entry.
    func findings(entriesAreRight: Bool) -> [TrailFinding] {
        if entriesAreRight {
            let tiles = mismatches.map { "the tile of entry \($0.sequence) was changed" }
            return (tiles + wrongTiles).map { .init(.tileChanged, $0) }
        }
        let places = Dictionary(mismatches.map { ($0.stored, $0.sequence) }) { first, _ in first }
        var findings: [TrailFinding] = []
        for mismatch in mismatches {
            if let other = places[mismatch.computed], other != mismatch.sequence {
                findings.append(
                    .init(
                        .entriesSwapped,
                        "entry \(mismatch.sequence) is the one that was entry \(other): they were "
                            + "swapped"))
            } else {
                findings.append(.init(.entryChanged, "entry \(mismatch.sequence) was changed"))
            }
        }
        return findings
    }

    private mutating func compare(_ tile: TileBuilder.Tile) throws(TrailError) {
        let name = "tile \(tile.index) of level \(tile.level)"
        guard let hashes = try stored.fullTile(level: tile.level, index: tile.index) else {
            wrongTiles.append("\(name) is missing")
            return
        }
        let root: [UInt8]
        do throws(DatabaseError) {
            defer { roots.reset() }
            try roots.bind(TileLayout.key(level: tile.level, index: tile.index), at: 1)
            root = try roots.step() ? roots.bytes(0) : []
        } catch { throw .database(error) }
        guard tile.hashes != hashes else {
            if root != tile.root.bytes { wrongTiles.append("the root of \(name) was changed") }
            return
        }
        if tile.level > 0 || hashes.count != tile.hashes.count {
            wrongTiles.append("\(name) was changed")
            return
        }
        for place in 0..<Int(TileLayout.width) {
            let range = place * MerkleHash.byteCount..<(place + 1) * MerkleHash.byteCount
            guard let computed = MerkleHash(tile.hashes[range]),
                let found = MerkleHash(hashes[range]), computed != found
            else { continue }
            let sequence = tile.index * TileLayout.width + UInt64(place)
            mismatches.append(Mismatch(sequence: sequence, computed: computed, stored: found))
        }
    }
}
