import Control
import Query
import SafeText

/// The entries as they come, the newest at the bottom.
extension ConsoleView {
    /// How many entries are on screen: below the heading, above the row that says what they are.
    static func tailRows(_ size: Size) -> Int { max(1, size.rows - 7) }

    mutating func drawTail() {
        let tail = model.tail
        grid.put(
            "  " + Self.columns("TIME", "SEQ", "WHAT", "TO WHAT, BY WHOM AND WHY"),
            row: body.lowerBound, role: .heading)
        guard tail.count > 0 else {
            drawTailState(tail, folded: 0)
            return _ = grid.put(
                tail.filter == nil ? "Nothing has happened yet." : "Nothing matches the filter.",
                row: body.lowerBound + 2, column: 1, role: .dim)
        }
        let room = Self.tailRows(model.size)
        let row = body.lowerBound + 1
        guard !tail.follows || tail.rate.perSecond(at: now) <= TailFold.floods else {
            let fold = TailFold(tail, room: room)
            for (offset, line) in fold.lines.enumerated() {
                draw(line.item, count: line.count, row: row + offset)
            }
            return drawTailState(tail, folded: fold.folded)
        }
        for (offset, index) in tail.visible(room).enumerated() {
            draw(tail[index], count: 1, row: row + offset)
            if tail.cursor == tail[index].place { grid.select(row: row + offset) }
        }
        drawTailState(tail, folded: 0)
    }

    private mutating func draw(_ item: TailItem, count: Int, row: Int) {
        switch item {
        case .gap(let gap):
            let role: Role = gap.missed > 0 ? .alarmSoon : .dim
            grid.put("==== \(Words.gap(gap)) ====", row: row, column: 2, role: role)
        case .entry(let entry):
            let about = count > 1 ? "x\(count) alike, the last: \(entry.about)" : entry.about
            grid.put(
                Self.columns(
                    SafeText(untrusted: entry.time.clock), "\(entry.sequence)", entry.word, about),
                row: row, column: 2, role: Self.role(of: entry.weight))
            // Read from the trail, and not seen as it came.
            if entry.isRead { grid.put("~", row: row, column: 1, role: .dim) }
        }
    }

    private mutating func drawTailState(_ tail: Tail, folded: Int) {
        var parts: [SafeText] = []
        parts.append(
            tail.follows ? "FOLLOWING" : "STANDING STILL, \(tail.new) new below: G follows")
        let rate = tail.rate.perSecond(at: now)
        if rate > TailFold.floods { parts.append("\(rate)/s") }
        if folded > 0 { parts.append("\(folded) alike folded: Space shows each") }
        if let filter = tail.filter {
            parts.append("filter \(SafeText(untrusted: filter.text)): \(tail.leftOut) left out")
        }
        if tail.missed > 0 { parts.append("\(tail.missed) not seen live") }
        if tail.older > 0 { parts.append("\(tail.older) older: k") }
        grid.put(
            parts.joined(by: "   "), row: body.upperBound - 1, column: 1,
            role: tail.missed > 0 ? .alarmSoon : .dim)
    }

    private static func role(of weight: TailRow.Weight) -> Role {
        switch weight {
        case .calm: .text
        case .held: .held
        case .denied: .denied
        case .failed: .alarmNote
        case .act: .strong
        }
    }

    private static func columns(
        _ time: SafeText, _ sequence: SafeText, _ word: SafeText, _ about: SafeText
    ) -> SafeText {
        time.fitted(to: 9) + sequence.fitted(to: 9) + word.fitted(to: 10) + about
    }
}
