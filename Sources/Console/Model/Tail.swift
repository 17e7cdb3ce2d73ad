package import Query

/// The entries as they come: a bounded window on the newest part of the trail, of which a filter shows
/// a part. The cursor is an entry, not a row.
package struct Tail: Sendable {
    /// Rows that are kept; older ones are in the trail.
    package static let limit = 20_000
    /// Stretches that were not seen; more are counted together.
    static let gapLimit = 1_000

    private var all = Window()
    private var matching: Window?
    /// What is shown; nil shows all.
    package private(set) var filter: Filter?
    /// What is looked for; nil when nothing is.
    package private(set) var search: Filter?
    /// Whether the newest row is kept in view.
    package private(set) var follows = true
    /// The entry under the cursor; nil while the newest is followed.
    package private(set) var cursor: UInt64?
    /// Stretches that were not seen as they came: from, to (not included).
    package private(set) var gaps: [Range<UInt64>] = []

    package init() {}

    private var shown: Window { matching ?? all }

    /// How many rows are shown.
    package var count: Int { shown.count }

    /// A row that is shown, the oldest first.
    package subscript(index: Int) -> TailRow { shown[index] }

    /// How many rows the filter leaves out.
    package var leftOut: Int { matching.map { all.count - $0.count } ?? 0 }

    /// Rows that left the window.
    package var forgotten: Int { all.forgotten }

    /// The newest number that has come.
    package var last: UInt64? { all.last }

    /// Where a number is or would be among those that are shown.
    package func index(of sequence: UInt64) -> Int { shown.index(of: sequence) }

    /// Takes over rows in the order of their numbers; a jump in the numbers is kept as a gap.
    ///
    /// - Parameters:
    ///   - new: rows as they came.
    ///   - clock: the supervisor's time, for filters that speak of it.
    mutating func append(_ new: [TailRow], clock: Int64) {
        for row in new {
            if let last {
                guard row.sequence > last else { continue }
                skip(to: row.sequence)
            }
            all.append(row)
            if filter?.matches(row.record, now: clock) == true { matching?.append(row) }
        }
    }

    /// What lies before this number and after the last row was not seen as it came.
    mutating func skip(to sequence: UInt64) {
        guard let last, sequence > last + 1, gaps.last?.upperBound != sequence else { return }
        gaps.append((last + 1)..<sequence)
        gaps.removeFirst(max(0, gaps.count - Self.gapLimit))
    }

    /// Shows what matches, of what is here and of what comes; nil shows all again.
    mutating func show(_ filter: Filter?, clock: Int64) {
        self.filter = filter
        matching = filter.map { filter in
            var window = Window()
            for index in 0..<all.count where filter.matches(all[index].record, now: clock) {
                window.append(all[index])
            }
            return window
        }
        // The entry under the cursor, or the one that comes after it where that is left out.
        guard let cursor, count > 0 else { return self.cursor = nil }
        self.cursor = self[min(index(of: cursor), count - 1)].sequence
    }

    /// Looks for something among what is shown.
    mutating func look(for search: Filter?) { self.search = search }

    /// Moves to the next row that is looked for, upwards or downwards; false where there is none.
    mutating func find(upwards: Bool, clock: Int64) -> Bool {
        guard let search, count > 0 else { return false }
        let place = cursor.map { index(of: $0) } ?? count
        let order =
            upwards
            ? Array(stride(from: min(place, count) - 1, through: 0, by: -1))
            : Array(stride(from: place + 1, to: count, by: 1))
        guard let found = order.first(where: { search.matches(self[$0].record, now: clock) }) else {
            return false
        }
        pause()
        cursor = self[found].sequence
        return true
    }

    /// The newest row stays in view from now on.
    mutating func follow() {
        follows = true
        cursor = nil
    }

    /// The view stands still; what comes is counted.
    mutating func pause() {
        follows = false
        cursor = cursor ?? (count > 0 ? self[count - 1].sequence : nil)
    }

    /// Moves the cursor by rows; it leaves the newest row alone from then on.
    mutating func move(by rows: Int) {
        guard count > 0 else { return }
        pause()
        let place = index(of: cursor ?? 0) + rows
        cursor = self[min(max(place, 0), count - 1)].sequence
    }

    /// Rows that came after the cursor while the view stood still.
    package var new: Int {
        guard !follows, let cursor else { return 0 }
        return count - min(count, index(of: cursor) + 1)
    }
}
