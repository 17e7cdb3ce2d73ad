/// Why a proof does not hold.
package enum MerkleProofError: Error, Equatable, Sendable {
    case leafOutsideTree
    case sizesOutOfOrder
    case wrongLength
    case rootDiffers
    case emptyTree
}

/// Verifiers of RFC 9162 section 2.1.3.2 and 2.1.4.2 (the same trees as RFC 6962).
package enum MerkleProof {
    /// Throws unless `proof` shows that `leaf` is leaf number `index` of the tree of `size` leaves
    /// with this `root`.
    package static func verifyInclusion(
        of leaf: MerkleHash, at index: UInt64, size: UInt64, root: MerkleHash,
        proof: [MerkleHash]
    ) throws(MerkleProofError) {
        guard index < size else { throw .leafOutsideTree }
        var place = index
        var last = size - 1
        var hash = leaf
        for sibling in proof {
            guard last > 0 else { throw .wrongLength }
            if place & 1 == 1 || place == last {
                hash = .node(sibling, hash)
                while place & 1 == 0 && place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                hash = .node(hash, sibling)
            }
            place >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .wrongLength }
        guard hash == root else { throw .rootDiffers }
    }

    /// Throws unless `proof` shows that the tree of `newSize` leaves begins with the tree of
    /// `oldSize` leaves. `oldSize` 0 is refused: every tree extends the empty one, and a caller
    /// that means this says so before it asks.
    package static func verifyConsistency(
        from oldSize: UInt64, _ oldRoot: MerkleHash, to newSize: UInt64, _ newRoot: MerkleHash,
        proof: [MerkleHash]
    ) throws(MerkleProofError) {
        guard oldSize > 0 else { throw .emptyTree }
        guard oldSize <= newSize else { throw .sizesOutOfOrder }
        guard oldSize < newSize else {
            guard proof.isEmpty else { throw .wrongLength }
            guard oldRoot == newRoot else { throw .rootDiffers }
            return
        }
        var path = oldSize.nonzeroBitCount == 1 ? [oldRoot] + proof : proof
        guard !path.isEmpty else { throw .wrongLength }
        var place = oldSize - 1
        var last = newSize - 1
        while place & 1 == 1 {
            place >>= 1
            last >>= 1
        }
        var old = path.removeFirst()
        var new = old
        for sibling in path {
            guard last > 0 else { throw .wrongLength }
            if place & 1 == 1 || place == last {
                old = .node(sibling, old)
                new = .node(sibling, new)
                while place & 1 == 0 && place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                new = .node(new, sibling)
            }
            place >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .wrongLength }
        guard old == oldRoot, new == newRoot else { throw .rootDiffers }
    }
}
