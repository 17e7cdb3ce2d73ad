/// Roots and proofs over any part of a tree, given a way to read its complete subtrees.
///
/// RFC 6962 section 2.1 defines all of them by splitting at the largest power of two; here the
/// splitting is done, and only complete subtrees are asked for.
package struct MerkleRange<Failure: Error> {
    /// The hash of the complete subtree of 2^height leaves that begins at leaf index · 2^height.
    private let subtree: (_ height: Int, _ index: UInt64) throws(Failure) -> MerkleHash

    package init(
        subtree: @escaping (_ height: Int, _ index: UInt64) throws(Failure) -> MerkleHash
    ) {
        self.subtree = subtree
    }

    /// The root of the first `size` leaves.
    package func root(size: UInt64) throws(Failure) -> MerkleHash {
        size == 0 ? .emptyRoot : try hash(0, size)
    }

    /// The edge of the tree of the first `size` leaves.
    func edge(size: UInt64) throws(Failure) -> MerkleEdge {
        var subtrees: [MerkleHash] = []
        var start: UInt64 = 0
        for height in stride(from: 63, through: 0, by: -1) where size >> UInt64(height) & 1 == 1 {
            subtrees.append(try subtree(height, start >> UInt64(height)))
            start += 1 << UInt64(height)
        }
        return MerkleEdge(size: size, subtrees: subtrees)
    }

    /// The siblings that prove leaf `index` in the tree of `size` leaves, lowest first.
    package func inclusion(of index: UInt64, size: UInt64) throws(Failure) -> [MerkleHash] {
        precondition(index < size)
        return try path(index, 0, size)
    }

    /// The hashes that prove that the tree of `newSize` begins with that of `oldSize`.
    package func consistency(from oldSize: UInt64, to newSize: UInt64) throws(Failure)
        -> [MerkleHash]
    {
        precondition(oldSize > 0 && oldSize <= newSize)
        return oldSize == newSize ? [] : try subproof(oldSize, 0, newSize, isOld: true)
    }

    // start is always a multiple of the largest power of two that is not above end - start.
    private func hash(_ start: UInt64, _ end: UInt64) throws(Failure) -> MerkleHash {
        let count = end - start
        if count.nonzeroBitCount == 1 {
            let height = count.trailingZeroBitCount
            return try subtree(height, start >> UInt64(height))
        }
        let middle = start + Self.split(count)
        return .node(try hash(start, middle), try hash(middle, end))
    }

    private func path(_ index: UInt64, _ start: UInt64, _ end: UInt64) throws(Failure)
        -> [MerkleHash]
    {
        guard end - start > 1 else { return [] }
        let middle = start + Self.split(end - start)
        return index < middle
            ? try path(index, start, middle) + [try hash(middle, end)]
            : try path(index, middle, end) + [try hash(start, middle)]
    }

    private func subproof(
        _ size: UInt64, _ start: UInt64, _ end: UInt64, isOld: Bool
    ) throws(Failure) -> [MerkleHash] {
        if size == end { return isOld ? [] : [try hash(start, end)] }
        let middle = start + Self.split(end - start)
        return size <= middle
            ? try subproof(size, start, middle, isOld: isOld) + [try hash(middle, end)]
            : try subproof(size, middle, end, isOld: false) + [try hash(start, middle)]
    }

    /// The largest power of two below `count`.
    private static func split(_ count: UInt64) -> UInt64 {
        1 << UInt64(63 - (count - 1).leadingZeroBitCount)
    }
}
