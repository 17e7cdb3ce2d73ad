package import Control

/// The holds as rows, in the order in which they came. A row never moves; one that is settled stays
/// where it is until the person puts it away; new ones come below. The cursor is a hold, not a row.
package struct HoldQueue: Hashable, Sendable {
    /// A hold in its place.
    package struct Row: Hashable, Sendable {
        /// What is known of it.
        package var hold: HoldSummary
        /// Whether the supervisor still lists it; one that it does not list is over.
        package var isListed: Bool

        /// Whether it can still be answered.
        package var isOpen: Bool { isListed && hold.state == .open }
    }

    /// The rows, the oldest first.
    package private(set) var rows: [Row] = []
    /// The hold under the cursor.
    package private(set) var cursor: String?
    /// The first row on screen. What comes and what is settled does not change it.
    package private(set) var top = 0
    /// Holds that were settled and put away because there were too many rows.
    package private(set) var dropped = 0
    /// Holds that the supervisor's list had no room for.
    package private(set) var more = 0

    /// Settled rows that are kept, beside those that are on screen.
    package static let settledRows = 500

    private let settledRows: Int
    /// How many rows are on screen.
    private var room = 1

    package init(settledRows: Int = Self.settledRows) { self.settledRows = settledRows }

    /// What a list changed.
    package struct Change: Hashable, Sendable {
        /// Holds that were not known.
        package var arrived: [HoldSummary] = []
        /// Holds that were open and are not any more.
        package var settled: [HoldSummary] = []
    }

    /// The open ones.
    package var open: [HoldSummary] { rows.filter(\.isOpen).map(\.hold) }

    /// The hold under the cursor.
    package var selected: Row? { rows.first { $0.hold.code == cursor } }

    /// Takes over what the supervisor lists.
    package mutating func merge(_ list: HoldsView) -> Change {
        var change = Change()
        more = list.more
        var places: [String: Int] = [:]
        for (index, row) in rows.enumerated() { places[row.hold.code] = index }
        var listed: Set<String> = []
        for hold in list.holds {
            listed.insert(hold.code)
            if let place = places[hold.code] {
                if rows[place].isOpen, hold.state != .open { change.settled.append(hold) }
                rows[place] = Row(hold: hold, isListed: true)
            } else if hold.state == .open {
                rows.append(Row(hold: hold, isListed: true))
                change.arrived.append(hold)
            }
        }
        for index in rows.indices where !listed.contains(rows[index].hold.code) {
            // Beyond the list's room a hold may be open still: that is not known, and not "over".
            guard rows[index].isOpen, more == 0 else { continue }
            rows[index].isListed = false
            change.settled.append(rows[index].hold)
        }
        bound()
        if cursor == nil { cursor = rows.first { $0.isOpen }?.hold.code }
        return change
    }

    /// Takes over what became of one hold.
    package mutating func merge(_ hold: HoldSummary) {
        guard let place = rows.firstIndex(where: { $0.hold.code == hold.code }) else { return }
        rows[place].hold = hold
    }

    /// Puts the cursor on a hold that is there.
    package mutating func select(_ code: String) {
        if rows.contains(where: { $0.hold.code == code }) { cursor = code }
    }

    /// Moves the cursor by rows, within them.
    package mutating func move(by count: Int) {
        guard !rows.isEmpty else { return }
        let place = rows.firstIndex { $0.hold.code == cursor } ?? 0
        cursor = rows[min(max(place + count, 0), rows.count - 1)].hold.code
    }

    /// Puts the settled rows away. If the cursor was on one it goes to the next that stays.
    package mutating func putAway() {
        let place = rows.firstIndex { $0.hold.code == cursor } ?? 0
        let next =
            rows[min(place, rows.count)...].first(where: \.isOpen) ?? rows.last(where: \.isOpen)
        rows.removeAll { !$0.isOpen }
        cursor = next?.hold.code
    }

    /// Moves what is on screen no further than it takes to have the cursor among so many rows.
    mutating func reveal(in room: Int) {
        let place = rows.firstIndex { $0.hold.code == cursor } ?? 0
        self.room = room
        top = min(max(top, place - room + 1), place, max(0, rows.count - room))
    }

    private mutating func bound() {
        let first = rows.indices.contains(top) ? rows[top].hold.code : nil
        defer { top = rows.firstIndex { $0.hold.code == first } ?? top }
        var over = rows.count(where: { !$0.isOpen }) - settledRows
        guard over > 0 else { return }
        // What is on screen stays there: nothing moves under the cursor, however much was decided.
        let shown = Set(rows.dropFirst(top).prefix(room).map(\.hold.code))
        rows.removeAll { row in
            guard over > 0, !row.isOpen, !shown.contains(row.hold.code), row.hold.code != cursor
            else { return false }
            over -= 1
            dropped += 1
            return true
        }
    }
}
