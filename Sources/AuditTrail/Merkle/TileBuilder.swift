/// A growing tree together with the tiles that are not full yet.
struct TileBuilder: Sendable {
    struct Tile {
        let level: Int
        let index: UInt64
        let hashes: [UInt8]
        let root: MerkleHash
    }

    private(set) var edge: MerkleEdge
    /// For each tile level the hashes of its last, partial tile; fewer than 256 each.
    private(set) var partial: [[MerkleHash]]

    init() {
        edge = MerkleEdge()
        partial = [[]]
    }

    /// The tree of `size` leaves with these partial tiles, lowest level first.
    init(edge: MerkleEdge, partial: [[MerkleHash]]) {
        self.edge = edge
        self.partial = partial
    }

    var size: UInt64 { edge.size }
    var root: MerkleHash { edge.root }

    /// Adds a leaf; `full` is told of each tile that it fills.
    mutating func append(_ leaf: MerkleHash, full: (Tile) -> Void) {
        let index = edge.size
        var done: [(MerkleHash, Int)] = []
        edge.append(leaf) { hash, height in
            if height % TileLayout.heightOfTile == 0 { done.append((hash, height)) }
        }
        for (hash, height) in done {
            let level = height / TileLayout.heightOfTile
            if level == partial.count { partial.append([]) }
            partial[level].append(hash)
            guard partial[level].count == Int(TileLayout.width) else { continue }
            // A full tile always completes the subtree above it in the same step.
            let next = done.first { $0.1 == height + TileLayout.heightOfTile }
            guard let root = next?.0 else { preconditionFailure("a full tile without its root") }
            full(
                Tile(
                    level: level, index: index >> UInt64(height + TileLayout.heightOfTile),
                    hashes: partial[level].flatMap(\.bytes), root: root))
            partial[level].removeAll(keepingCapacity: true)
        }
    }
}
