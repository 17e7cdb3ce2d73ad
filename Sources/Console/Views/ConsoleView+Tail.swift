import Control
import Query
import SafeText

/// The entries as they come, the newest at the bottom.
extension ConsoleView {
    mutating func drawTail() {
        let tail = model.tail
        grid.put(
            "  " + Self.columns("TIME", "SEQ", "WHAT", "TO WHAT, BY WHOM AND WHY"),
            row: body.lowerBound, role: .heading)
        let room = body.count - 2
        guard tail.count > 0 else {
            drawTailState(tail)
            return _ = grid.put(
                tail.filter == nil ? "Nothing has happened yet." : "Nothing matches the filter.",
                row: body.lowerBound + 2, column: 1, role: .dim)
        }
        let end = tail.cursor.map { tail.index(of: $0) } ?? tail.count - 1
        let top =
            tail.follows
            ? max(0, tail.count - room) : max(0, min(end - room / 2, tail.count - room))
        var row = body.lowerBound + 1
        for index in top..<min(tail.count, top + room) {
            let entry = tail[index]
            let time = SafeText(untrusted: entry.time.clock)
            grid.put(
                Self.columns(time, "\(entry.sequence)", entry.word, entry.about), row: row,
                column: 2, role: Self.role(of: entry.weight))
            if tail.cursor == entry.sequence {
                grid.select(row: row)
            }
            row += 1
        }
        drawTailState(tail)
    }

    private mutating func drawTailState(_ tail: Tail) {
        var parts: [SafeText] = []
        parts.append(
            tail.follows ? "FOLLOWING" : "STANDING STILL, \(tail.new) new below: G follows")
        if let filter = tail.filter {
            parts.append("filter \(SafeText(untrusted: filter.text)): \(tail.leftOut) left out")
        }
        if !tail.gaps.isEmpty {
            let missed = tail.gaps.reduce(0) { $0 + UInt64($1.count) }
            parts.append("\(missed) entries were not seen live")
        }
        if tail.forgotten > 0 { parts.append("\(tail.forgotten) older are in the trail only") }
        grid.put(
            parts.joined(by: "   "), row: body.upperBound - 1, column: 1,
            role: tail.gaps.isEmpty ? .dim : .alarmSoon)
    }

    private static func role(of weight: TailRow.Weight) -> Role {
        switch weight {
        case .calm: .text
        case .held: .held
        case .denied: .denied
        case .act: .strong
        }
    }

    private static func columns(
        _ time: SafeText, _ sequence: SafeText, _ word: SafeText, _ about: SafeText
    ) -> SafeText {
        time.fitted(to: 9) + sequence.fitted(to: 9) + word.fitted(to: 10) + about
    }
}
