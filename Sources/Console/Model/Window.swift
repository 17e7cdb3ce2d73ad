/// Rows of the tail in the order of their numbers, of which only so many newest are kept.
struct Window: Sendable {
    private var rows: [TailRow] = []
    private var start = 0
    /// Rows that left it.
    private(set) var forgotten = 0

    /// How many rows there are.
    var count: Int { rows.count - start }

    subscript(index: Int) -> TailRow { rows[start + index] }

    /// The newest number that is here.
    var last: UInt64? { rows.last?.sequence }

    mutating func append(_ row: TailRow) {
        rows.append(row)
        guard count > Tail.limit else { return }
        start += 1
        forgotten += 1
        // The array is moved down seldom, so that a row costs the same at any length.
        if start > Tail.limit {
            rows.removeFirst(start)
            start = 0
        }
    }

    /// Where a number is or would be.
    func index(of sequence: UInt64) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].sequence < sequence { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
