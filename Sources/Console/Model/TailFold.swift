import Control
import SafeText

/// The newest rows of a flood, those that are alike told as one with their number. What was held, was
/// refused, failed or was done by a person is never folded.
struct TailFold {
    /// A row, and how many like it it stands for.
    struct Line: Hashable {
        let item: TailItem
        var count = 1
    }

    /// Rows that come faster than this, in a second, cannot be read.
    static let floods = 60
    /// Rows are alike within so much time only, in nanoseconds: what happened before what stays true.
    static let time: Int64 = 250_000_000
    /// The most rows that a screen is made of.
    static let most = 10_000

    /// The oldest first.
    let lines: [Line]
    /// How many rows are not drawn for themselves.
    let folded: Int

    private struct Key: Hashable {
        let fold: TailRow.Fold
        let stretch: Int64
    }

    /// The newest rows, on so many lines.
    init(_ tail: Tail, room: Int) {
        var lines: [Line] = []
        var places: [Key: Int] = [:]
        var folded = 0
        for index in stride(
            from: tail.count - 1, through: max(0, tail.count - Self.most), by: -1)
        {
            let item = tail[index]
            let key = item.row.flatMap { row in
                row.fold.map { Key(fold: $0, stretch: row.time.nanoseconds / Self.time) }
            }
            if let key, let place = places[key] {
                lines[place].count += 1
                folded += 1
                continue
            }
            guard lines.count < room else { break }
            if let key { places[key] = lines.count }
            lines.append(Line(item: item))
        }
        self.lines = lines.reversed()
        self.folded = folded
    }
}
