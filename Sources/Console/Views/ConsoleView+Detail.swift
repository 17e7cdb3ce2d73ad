import SafeText

/// What the trail says of a call: every entry with its path of checks and its payloads.
extension ConsoleView {
    mutating func drawDetail(_ detail: Detail) {
        rule(detail.title, row: body.lowerBound, role: .strong)
        let room = Self.detailRows(model.size)
        for (offset, text) in detail.rows.dropFirst(detail.top).prefix(room).enumerated() {
            grid.put(text, row: body.lowerBound + 1 + offset, column: 1)
        }
        let shown = min(detail.rows.count, detail.top + room)
        let below = detail.rows.count - shown
        let rest: SafeText = below > 0 ? ", \(below) below: Space" : ", the end"
        let more: SafeText =
            detail.more > 0 ? "   \(detail.more) entries more: pullcord audit show" : ""
        grid.put(
            "rows \(detail.top + 1)-\(shown) of \(detail.rows.count)\(rest)\(more)",
            row: body.upperBound - 1, column: 1, role: .dim)
        grid.cursor = Grid.Position(row: body.lowerBound, column: 2)
    }

    /// How many rows of it are shown at once: below its title, above its last row.
    static func detailRows(_ size: Size) -> Int { max(1, size.rows - 7) }
}
