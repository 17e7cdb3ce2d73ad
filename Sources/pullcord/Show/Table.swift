import SafeText

/// Rows under headings, each column as wide as its widest cell but for the last.
enum Table {
    /// The widest a column may be made by a name from outside; what is longer is cut and counted.
    private static let widest = 40

    /// The lines of a table; with no rows, only what is said of that.
    static func lines(
        _ headings: [SafeText], _ rows: [[SafeText]], columns: Int, empty: SafeText
    ) -> [SafeText] {
        guard !rows.isEmpty else { return [empty] }
        let widths = headings.indices.map { index in
            min(Self.widest, ([headings] + rows).map { $0[index].columns }.max() ?? 0)
        }
        return ([headings] + rows).map { row in
            var line = SafeText()
            for (index, cell) in row.enumerated() {
                if index > 0 { line = line + "  " }
                let isLast = index == row.count - 1
                line =
                    line
                    + (isLast
                        ? cell.truncated(to: max(10, columns - line.columns))
                        : cell.fitted(to: widths[index]))
            }
            return line
        }
    }
}
