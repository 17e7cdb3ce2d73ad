/// The right edge of a growing tree (RFC 6962): one hash for each complete subtree, largest
/// first. At most 64 hashes, whatever the size.
package struct MerkleEdge: Sendable, Equatable {
    /// Number of leaves.
    package private(set) var size: UInt64
    /// The complete subtrees, one for each set bit of `size`, from the highest bit down.
    package private(set) var subtrees: [MerkleHash]

    package init() {
        size = 0
        subtrees = []
    }

    /// `subtrees` must hold one hash for each set bit of `size`.
    init(size: UInt64, subtrees: [MerkleHash]) {
        precondition(subtrees.count == size.nonzeroBitCount)
        self.size = size
        self.subtrees = subtrees
    }

    package mutating func append(_ leaf: MerkleHash) {
        append(leaf) { _, _ in }
    }

    /// `completed` is told of each subtree that this leaf completes, lowest first, with its height
    /// (0 is the leaf itself).
    mutating func append(_ leaf: MerkleHash, completed: (MerkleHash, Int) -> Void) {
        var hash = leaf
        completed(hash, 0)
        // As in a binary counter: each trailing one of the size is a subtree to join with.
        for height in 0..<size.trailingOneBits {
            hash = .node(subtrees.removeLast(), hash)
            completed(hash, height + 1)
        }
        subtrees.append(hash)
        size += 1
    }

    /// The root of the tree (RFC 6962 section 2.1).
    package var root: MerkleHash {
        guard var root = subtrees.last else { return .emptyRoot }
        for subtree in subtrees.dropLast().reversed() { root = .node(subtree, root) }
        return root
    }
}

extension UInt64 {
    fileprivate var trailingOneBits: Int { (~self).trailingZeroBitCount }
}
