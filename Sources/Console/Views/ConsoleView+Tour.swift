import SafeText

/// The tour's strip, above the notice and the keys. Everything else is drawn as on a terminal that is
/// so many rows smaller: the strip lies over nothing.
extension ConsoleView {
    /// The whole screen, of what was drawn for the rows that the tour leaves.
    static func withTour(_ tour: Tour, of model: ConsoleModel, _ inner: Grid) -> Grid {
        var grid = Grid(size: model.terminal, isASCII: model.isASCII)
        let strip = inner.size.rows - footRows
        for row in 0..<inner.size.rows {
            let place = row < strip ? row : row + Tour.rows
            for column in 0..<inner.size.columns { grid[place, column] = inner[row, column] }
        }
        grid.cursor = inner.cursor.map { cursor in
            Grid.Position(
                row: cursor.row < strip ? cursor.row : cursor.row + Tour.rows, column: cursor.column
            )
        }
        draw(tour, of: model, in: &grid, row: strip)
        return grid
    }

    /// The notice and the keys.
    private static let footRows = 2

    private static func draw(_ tour: Tour, of model: ConsoleModel, in grid: inout Grid, row: Int) {
        let columns = grid.size.columns
        let line = Array(repeating: "=" as SafeText, count: columns).joined(by: "")
        grid.put(line, row: row, role: .hint)
        grid.put(" \(tour.title) ", row: row, column: 2, role: .strong)
        let keys: SafeText = " > goes on  < puts the tour away "
        grid.put(keys, row: row, column: columns - keys.columns - 1, role: .hint)
        let rows = Prose.rows(of: tour.text(model).words, columns: columns - 2)
        for (offset, text) in rows.prefix(Tour.textRows).enumerated() {
            grid.put(text, row: row + 1 + offset, column: 1, role: .hint)
        }
    }
}
