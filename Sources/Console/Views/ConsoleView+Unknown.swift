import SafeText

/// A console that has not heard the supervisor yet: it knows nothing, and says so instead of showing
/// empty lists, which would read as "nothing waits".
extension ConsoleView {
    mutating func drawUnknown() {
        var rows: [SafeText] = ["Nothing is known: the supervisor has not been heard yet.", ""]
        if case .lost(let reason, _) = model.link.state {
            rows += Prose.rows(reason, columns: model.size.columns - 4)
        }
        rows += [
            "", "It is tried again by itself. ^X K makes the kill file all the same.",
        ]
        for (offset, text) in rows.prefix(body.count - 1).enumerated() {
            grid.put(text, row: body.lowerBound + 1 + offset, column: 2)
        }
    }
}
