/// The tree as it is stored: full tiles from their rows, the rest worked out from the entries.
final class StoredTree {
    private let bundles: BundleRows
    private let tile: Statement
    private let tileRoot: Statement
    /// Leaf hashes of the entries behind the last full tile, by tile index.
    private var tail: (index: UInt64, hashes: [MerkleHash])?

    init(_ database: Database, bundles: BundleRows) throws(DatabaseError) {
        self.bundles = bundles
        tile = try database.prepare("SELECT hashes FROM tile WHERE id = ?1")
        tileRoot = try database.prepare("SELECT root FROM tile WHERE id = ?1")
    }

    /// Forgets what was read of the growing end.
    func refresh() { tail = nil }

    var range: MerkleRange<TrailError> {
        MerkleRange { [self] (height, index) throws(TrailError) in
            try subtree(height: height, index: index)
        }
    }

    /// The tree of the first `size` entries, ready to grow.
    func builder(size: UInt64) throws(TrailError) -> TileBuilder {
        var partial: [[MerkleHash]] = []
        var level = 0
        repeat {
            let count = size >> UInt64(level * TileLayout.heightOfTile)
            let start = count & ~(TileLayout.width - 1)
            var hashes: [MerkleHash] = []
            for index in start..<count {
                hashes.append(
                    try subtree(height: level * TileLayout.heightOfTile, index: index))
            }
            partial.append(hashes)
            level += 1
        } while size >> UInt64(level * TileLayout.heightOfTile) > 0
        return TileBuilder(edge: try range.edge(size: size), partial: partial)
    }

    /// The hashes of a full tile, nil where it is not stored.
    func fullTile(level: Int, index: UInt64) throws(TrailError) -> [UInt8]? {
        try row(tile, level, index)
    }

    /// The complete subtree of 2^height leaves that begins at leaf index · 2^height.
    func subtree(height: Int, index: UInt64) throws(TrailError) -> MerkleHash {
        let level = height / TileLayout.heightOfTile
        let within = height % TileLayout.heightOfTile
        if within == 0, level > 0,
            let bytes = try row(tileRoot, level - 1, index), let root = MerkleHash(bytes)
        {
            return root
        }
        if within > 0 {
            let first = index << UInt64(within)
            if let hashes = try row(tile, level, first / TileLayout.width) {
                return Self.root(of: hashes, from: first % TileLayout.width, height: within)
            }
            return .node(
                try subtree(height: height - 1, index: index * 2),
                try subtree(height: height - 1, index: index * 2 + 1))
        }
        if level > 0 {
            throw .damaged("tile \(index) of level \(level - 1) is missing")
        }
        return try leaf(index)
    }

    private func leaf(_ sequence: UInt64) throws(TrailError) -> MerkleHash {
        let index = sequence / TileLayout.width
        let offset = Int(sequence % TileLayout.width)
        if let bytes = try row(tile, 0, index) {
            let start = offset * MerkleHash.byteCount
            if let hash = MerkleHash(bytes[start..<start + MerkleHash.byteCount]) { return hash }
        }
        if tail?.index != index || (tail?.hashes.count ?? 0) <= offset {
            tail = (index, try leaves(ofTile: index))
        }
        guard let hashes = tail?.hashes, offset < hashes.count else {
            throw .damaged("entry \(sequence) is missing")
        }
        return hashes[offset]
    }

    private func leaves(ofTile index: UInt64) throws(TrailError) -> [MerkleHash] {
        let start = index * TileLayout.width
        var hashes: [MerkleHash] = []
        try bundles.forEach(from: start) { (sequence, bytes) throws(TrailError) in
            guard sequence == start + UInt64(hashes.count) else { return false }
            hashes.append(.leaf(bytes))
            return hashes.count < Int(TileLayout.width)
        }
        return hashes
    }

    private static func root(of tile: [UInt8], from first: UInt64, height: Int) -> MerkleHash {
        var hashes = (0..<1 << height).compactMap { index in
            let start = (Int(first) + index) * MerkleHash.byteCount
            return MerkleHash(tile[start..<start + MerkleHash.byteCount])
        }
        while hashes.count > 1 {
            hashes = stride(from: 0, to: hashes.count, by: 2).map {
                .node(hashes[$0], hashes[$0 + 1])
            }
        }
        return hashes[0]
    }

    private func row(
        _ statement: Statement, _ level: Int, _ index: UInt64
    ) throws(TrailError) -> [UInt8]? {
        do throws(DatabaseError) {
            defer { statement.reset() }
            try statement.bind(TileLayout.key(level: level, index: index), at: 1)
            return try statement.step() ? statement.bytes(0) : nil
        } catch { throw .database(error) }
    }
}
