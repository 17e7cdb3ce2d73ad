/// One row of the live view: an entry, or a stretch of the trail of which something is to be said.
package enum TailItem: Hashable, Sendable {
    case entry(TailRow)
    case gap(TailGap)

    /// Where it stands.
    package var place: TailPlace {
        switch self {
        case .entry(let row): TailPlace(sequence: row.sequence, isEntry: true)
        case .gap(let gap): TailPlace(sequence: gap.start, isEntry: false)
        }
    }

    /// The number after all that it stands for.
    var end: UInt64 {
        switch self {
        case .entry(let row): row.sequence + 1
        case .gap(let gap): max(gap.start, gap.unread.upperBound)
        }
    }

    /// What it takes in memory.
    var bytes: Int {
        switch self {
        case .entry(let row): row.bytes
        case .gap: MemoryLayout<TailItem>.size
        }
    }

    /// The entry, where it is one.
    package var row: TailRow? { if case .entry(let row) = self { row } else { nil } }
    /// The stretch, where it is one.
    package var gap: TailGap? { if case .gap(let gap) = self { gap } else { nil } }
}

/// A place in the live view; a stretch stands before the entry at which it begins.
package struct TailPlace: Hashable, Comparable, Sendable {
    package let sequence: UInt64
    package let isEntry: Bool

    package static func < (left: Self, right: Self) -> Bool {
        (left.sequence, left.isEntry ? 1 : 0) < (right.sequence, right.isEntry ? 1 : 0)
    }
}

/// A stretch of the trail that was not seen as it came, or that is not in memory. One that was missed
/// stays as a row, also when its entries were read from the trail later.
package struct TailGap: Hashable, Sendable {
    /// The first number of it.
    package let start: UInt64
    /// How many entries were not seen as they came; zero where they were, and left memory.
    package var missed: UInt64
    /// The part of it that is in the trail only.
    package var unread: Range<UInt64>
}
