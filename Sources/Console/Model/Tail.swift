import Control
package import Query

/// The entries as they come, and those before them as far as they were asked for: a bounded piece of
/// the trail, of which a filter shows a part. The cursor is an entry, not a row, and while the view
/// stands still no row of it moves, whatever comes.
package struct Tail: Sendable {
    /// Rows that are kept, and what they may take in memory; all others are in the trail. With a
    /// filter, what matches is kept apart, within the same limits.
    package static let limit = 20_000
    package static let byteLimit = 48 << 20
    /// Pages that one key reads at most while nothing of them matches the filter.
    static let pagesAtOnce = 20

    private var everything: Reel
    private var matching: Reel?
    /// What is looked for; nil when nothing is.
    package private(set) var search: Filter?
    /// Whether the newest row is kept in view.
    package private(set) var follows = true
    /// The row under the cursor; nil while the newest is followed.
    package private(set) var cursor: TailPlace?
    /// The first row on screen while the view stands still.
    private var top: TailPlace?
    /// Entries that were not seen as they came, since the console began.
    package private(set) var missed: UInt64 = 0
    /// How many entries come.
    package private(set) var rate = FeedRate()

    package init() { everything = Reel() }

    /// One with other limits.
    init(limit: Int, byteLimit: Int) {
        everything = Reel(limit: limit, byteLimit: byteLimit)
    }

    private var shown: Reel { matching ?? everything }

    /// What is shown; nil shows all.
    package var filter: Filter? { matching?.filter }

    /// How many rows are shown.
    package var count: Int { shown.items.count }

    /// A row that is shown, the oldest first.
    package subscript(index: Int) -> TailItem { shown.items[index] }

    /// How many rows the filter leaves out of what is in memory without it.
    package var leftOut: Int {
        matching.map { max(0, everything.items.count - $0.items.count) } ?? 0
    }

    /// Entries before the oldest row: they are in the trail only.
    package var older: UInt64 { shown.low }

    /// What the rows take in memory.
    var bytes: Int { everything.bytes + (matching?.bytes ?? 0) }

    /// The newest number that has come; nil before the first.
    package var last: UInt64? {
        guard let next = everything.next, next > 0 else { return nil }
        return next - 1
    }

    /// Where a place is or would be among the rows that are shown.
    package func index(of place: TailPlace) -> Int { shown.index(of: place) }

    /// The row under the cursor, or the newest one; nil where there is none.
    package var selected: TailItem? {
        guard count > 0 else { return nil }
        return self[cursor.map { min(index(of: $0), count - 1) } ?? count - 1]
    }

    /// The rows that are on screen when there is room for so many.
    package func visible(_ room: Int) -> Range<Int> {
        let last = max(0, count - room)
        guard !follows, let top else { return last..<count }
        let first = min(index(of: top), max(0, count - 1))
        return first..<min(count, first + room)
    }

    // What comes

    /// Takes over rows as they come, in the order of their numbers. `clock` is the supervisor's time,
    /// for filters that speak of it; `now` the console's.
    mutating func append(_ new: [TailRow], clock: Int64, at now: Int64) {
        rate.add(new.count, at: now)
        for row in new {
            if let next = everything.next { missed += row.sequence - min(next, row.sequence) }
            everything.append(row, clock: clock)
            matching?.append(row, clock: clock)
        }
        trim()
    }

    /// What lies before this number was not seen as it came.
    /// - Returns: how many entries that are.
    @discardableResult
    mutating func miss(until sequence: UInt64) -> UInt64 {
        let count = everything.next.map { sequence - min($0, sequence) } ?? 0
        missed += count
        everything.miss(until: sequence)
        matching?.miss(until: sequence)
        return count
    }

    /// Takes over a page that was read from the trail, with the entries before a number.
    /// - Returns: how many rows more are shown.
    mutating func read(
        _ page: [TailRow], before end: UInt64, isMissed: Bool, clock: Int64
    ) -> Int {
        let count: Int
        if var matching {
            self.matching = nil
            count = matching.read(page, before: end, clock: clock)
            self.matching = matching
            // Without the filter the newest stand together; far pages would only push them out.
            if isMissed { _ = everything.read(page, before: end, clock: clock) }
        } else {
            count = everything.read(page, before: end, clock: clock)
        }
        trim()
        return count
    }

    private mutating func trim() {
        let around = follows ? nil : cursor.map { index(of: $0) }
        everything.trim(around: matching == nil ? around : nil)
        matching?.trim(around: around)
    }

    /// The newest stretch that was missed and is not read: the number to read before.
    var missedEnd: UInt64? {
        everything.items.last { ($0.gap?.missed ?? 0) > 0 && $0.gap?.unread.isEmpty == false }?
            .gap?.unread.upperBound
    }

    /// The page that is wanted where the cursor is: the number to read before; nil where all that it
    /// comes to next is in memory.
    func wanted(upwards: Bool, room: Int) -> UInt64? {
        if let gap = selected?.gap, !follows, !gap.unread.isEmpty {
            guard !upwards, gap.missed == 0 else { return gap.unread.upperBound }
            return min(gap.unread.lowerBound + UInt64(Self.page), gap.unread.upperBound)
        }
        guard upwards, shown.low > 0 else { return nil }
        return cursor.map { index(of: $0) < room } ?? true ? shown.low : nil
    }

    /// Entries of a page.
    private static let page = ControlLimits.pageEntries

    /// The page in which the cursor stands, where that is not in memory: the number to read before.
    var strayed: UInt64? {
        guard let cursor, cursor.sequence < shown.low else { return nil }
        return min(shown.low, cursor.sequence + UInt64(Self.page) / 2)
    }

    // What the person does

    /// Shows what matches, of what is here and of what comes; nil shows all again.
    mutating func show(_ filter: Filter?, clock: Int64) {
        matching = filter.map { Reel(everything, filter: $0, clock: clock) }
        top = nil
        guard filter != nil, let cursor, count > 0 else { return }
        // The entry under the cursor, or the one that comes after it where that is left out.
        self.cursor = self[min(index(of: cursor), count - 1)].place
    }

    /// Looks for something among what is shown.
    mutating func look(for search: Filter?) { self.search = search }

    /// Moves to the next row that is looked for, upwards or downwards; false where there is none.
    mutating func find(upwards: Bool, clock: Int64) -> Bool {
        guard let search, count > 0 else { return false }
        let place = cursor.map { index(of: $0) } ?? count
        func isFound(_ index: Int) -> Bool {
            self[index].row.map { search.matches($0.record, now: clock) } ?? false
        }
        let found =
            upwards
            ? (0..<min(place, count)).last(where: isFound)
            : (min(place + 1, count)..<count).first(where: isFound)
        guard let found else { return false }
        pause()
        cursor = self[found].place
        return true
    }

    /// The newest row stays in view from now on.
    mutating func follow() {
        follows = true
        (cursor, top) = (nil, nil)
        trim()
    }

    /// The view stands still; what comes is counted.
    mutating func pause() {
        follows = false
        cursor = cursor ?? (count > 0 ? self[count - 1].place : nil)
    }

    /// Moves the cursor by rows; it leaves the newest row alone from then on.
    mutating func move(by rows: Int) {
        guard count > 0 else { return }
        pause()
        let place = cursor.map { index(of: $0) } ?? count - 1
        cursor = self[min(max(place + rows, 0), count - 1)].place
    }

    /// Keeps the cursor on screen, where so many rows have room, and all other rows where they are.
    mutating func reveal(in room: Int) {
        guard !follows, let cursor, count > 0 else { return top = nil }
        let place = min(index(of: cursor), count - 1)
        var first = top.map { index(of: $0) } ?? max(0, count - room)
        // A search or a filter may have brought it far: it stands in the middle then.
        if place < first - room || place >= first + 2 * room { first = place - room / 2 }
        first = min(max(first, place - room + 1), place)
        top = self[max(0, min(first, max(0, count - room)))].place
    }

    /// Rows that came after the cursor while the view stood still.
    package var new: Int {
        guard !follows, let cursor else { return 0 }
        return count - min(count, index(of: cursor) + 1)
    }
}
