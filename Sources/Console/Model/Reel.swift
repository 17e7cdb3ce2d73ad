import Query

/// A piece of the trail in memory, in order: every entry between its ends that matches is an item, but
/// for those of stretches that say so. However much comes or is read, its size is bounded.
struct Reel: Sendable {
    /// What is kept; nil keeps all.
    let filter: Filter?
    private(set) var items: [TailItem] = []
    /// What comes before this number has not been read.
    private(set) var low: UInt64 = 0
    /// The number that comes next; nil before anything is known.
    private(set) var next: UInt64?
    private(set) var bytes = 0
    private let limit: Int
    private let byteLimit: Int

    /// An empty one, which keeps at most so many items and bytes.
    init(filter: Filter? = nil, limit: Int = Tail.limit, byteLimit: Int = Tail.byteLimit) {
        self.filter = filter
        self.limit = limit
        self.byteLimit = byteLimit
    }

    /// What is in another, as far as it matches.
    init(_ whole: Reel, filter: Filter, clock: Int64) {
        self.filter = filter
        (limit, byteLimit) = (whole.limit, whole.byteLimit)
        (low, next) = (whole.low, whole.next)
        items = whole.items.filter { $0.row.map { filter.matches($0.record, now: clock) } ?? true }
        bytes = items.reduce(0) { $0 + $1.bytes }
    }

    /// Takes over entries as they come. Of a number that it knows nothing is taken twice, and one that
    /// is skipped is a stretch that was missed.
    mutating func append(_ row: TailRow, clock: Int64) {
        if let next, row.sequence < next { return }
        miss(until: row.sequence)
        next = row.sequence + 1
        if matches(row, clock) { put([.entry(row)], at: items.count) }
    }

    /// What lies before this number was not seen as it came.
    mutating func miss(until sequence: UInt64) {
        guard let next else {
            (low, self.next) = (sequence, sequence)
            return
        }
        guard sequence > next else { return }
        self.next = sequence
        if case .gap(var gap)? = items.last, gap.unread.upperBound == next {
            gap.missed += sequence - next
            gap.unread = gap.unread.lowerBound..<sequence
            items[items.count - 1] = .gap(gap)
        } else {
            let gap = TailGap(start: next, missed: sequence - next, unread: next..<sequence)
            put([.gap(gap)], at: items.count)
        }
    }

    /// Takes over a page of the trail: the entries before a number, which follow each other without a
    /// hole. Only what was not read yet is taken.
    /// - Returns: how many of them are shown.
    mutating func read(_ page: [TailRow], before end: UInt64, clock: Int64) -> Int {
        let rows = Self.unbroken(page, before: end)
        // The supervisor has nothing before it.
        if page.isEmpty, end == low { low = 0 }
        guard let first = rows.first?.sequence else { return 0 }
        let count = items.count
        let whole = first..<end
        for index in items.indices.reversed() {
            guard case .gap(let gap) = items[index], gap.unread.overlaps(whole) else { continue }
            fill(gap, at: index, with: rows, whole, clock)
        }
        let new = whole.clamped(to: 0..<low)
        if !new.isEmpty {
            var found = rows.filter { new.contains($0.sequence) && matches($0, clock) }.map {
                TailItem.entry($0)
            }
            if new.upperBound < low {
                found.append(.gap(Self.hole(new.upperBound..<low)))
            }
            low = first
            put(found, at: 0)
        }
        return max(0, items.count - count)
    }

    private mutating func fill(
        _ gap: TailGap, at index: Int, with rows: ArraySlice<TailRow>, _ whole: Range<UInt64>,
        _ clock: Int64
    ) {
        let new = whole.clamped(to: gap.unread)
        var rest = gap
        rest.unread = gap.unread.lowerBound..<new.lowerBound
        var items: [TailItem] = rest.missed > 0 || !rest.unread.isEmpty ? [.gap(rest)] : []
        items += rows.filter { new.contains($0.sequence) && matches($0, clock) }.map {
            .entry($0)
        }
        if new.upperBound < gap.unread.upperBound {
            items.append(.gap(Self.hole(new.upperBound..<gap.unread.upperBound)))
        }
        remove(index..<(index + 1))
        put(items, at: index)
    }

    /// Where a place is or would be.
    func index(of place: TailPlace) -> Int {
        var (low, high) = (0, items.count)
        while low < high {
            let middle = (low + high) / 2
            if items[middle].place < place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Forgets what lies far from a row, or what is oldest where none is given, when there is more than
    /// may be kept. What is forgotten between others leaves a stretch that says so.
    mutating func trim(around index: Int?) {
        // A sixteenth at once, so that a row costs the same however many there are.
        while items.count > limit || bytes > byteLimit, items.count > Self.least {
            let count = items.count / 16
            if let index, index < items.count / 2 {
                // Behind the middle, before the newest quarter.
                forget(items.count - items.count / 4 - count, count)
            } else {
                var gone = count
                while let hole = items[gone].gap, hole.missed == 0, gone < items.count - 1 {
                    gone += 1
                }
                low = items[gone - 1].end
                remove(0..<gone)
            }
        }
    }

    /// Fewer than that are kept whatever they weigh: a screen of them is.
    private static let least = 256

    /// Makes a hole of so many items.
    private mutating func forget(_ place: Int, _ count: Int) {
        var (start, end) = (place, place + count)
        // Holes that touch are one.
        if start > 0, let hole = items[start - 1].gap, hole.missed == 0 { start -= 1 }
        if let hole = items[end].gap, hole.missed == 0 { end += 1 }
        let hole = Self.hole(items[start].place.sequence..<items[end - 1].end)
        remove(start..<end)
        // What was missed and read, and is forgotten again, stands under the row that says so.
        if start > 0, var gap = items[start - 1].gap, gap.start == hole.start {
            gap.unread = hole.unread
            items[start - 1] = .gap(gap)
        } else {
            put([.gap(hole)], at: start)
        }
    }

    private mutating func put(_ new: [TailItem], at index: Int) {
        bytes += new.reduce(0) { $0 + $1.bytes }
        if index == items.count { items += new } else { items.insert(contentsOf: new, at: index) }
    }

    private mutating func remove(_ range: Range<Int>) {
        bytes -= items[range].reduce(0) { $0 + $1.bytes }
        items.removeSubrange(range)
    }

    private func matches(_ row: TailRow, _ clock: Int64) -> Bool {
        filter.map { $0.matches(row.record, now: clock) } ?? true
    }

    private static func hole(_ range: Range<UInt64>) -> TailGap {
        TailGap(start: range.lowerBound, missed: 0, unread: range)
    }

    /// The longest end of a page whose numbers follow each other up to the number it was asked for.
    private static func unbroken(_ page: [TailRow], before end: UInt64) -> ArraySlice<TailRow> {
        var next = end
        var start = page.endIndex
        while start > page.startIndex, next > 0, page[start - 1].sequence == next - 1 {
            next -= 1
            start -= 1
        }
        return page[start...]
    }
}
