import Console
import SafeText

/// Rows under headings, each column as wide as its widest cell but for the last.
enum Table {
    /// The widest a column may be made by a name from outside; what is longer is cut and counted.
    private static let widest = 40
    /// Where a last cell goes on that has no room beside the others.
    private static let indent = 4

    /// The lines of a table; with no rows, only what is said of that.
    static func lines(
        _ headings: [SafeText], _ rows: [[SafeText]], columns: Int, empty: SafeText
    ) -> [SafeText] {
        blocks(headings, rows, columns: columns, empty: empty).flatMap(\.self)
    }

    /// The same as the lines of the headings, then those of each row: what is to stand below a row
    /// can be put there.
    static func blocks(
        _ headings: [SafeText], _ rows: [[SafeText]], columns: Int, empty: SafeText
    ) -> [[SafeText]] {
        guard !rows.isEmpty else { return [[empty]] }
        let widths = headings.indices.map { index in
            min(Self.widest, ([headings] + rows).map { $0[index].columns }.max() ?? 0)
        }
        return ([headings] + rows).map { block(of: $0, widths, columns) }
    }

    /// A row; its last cell goes on below where it has no room beside the others, and is whole.
    private static func block(
        of row: [SafeText], _ widths: [Int], _ columns: Int
    ) -> [SafeText] {
        let cells = zip(row, widths).dropLast().map { $0.fitted(to: $1) }
        guard let last = row.last, !cells.isEmpty else { return row }
        let head = cells.joined(by: "  ")
        if head.columns + 2 + last.columns <= columns { return ["\(head)  \(last)"] }
        guard !last.isEmpty else { return [head] }
        return [head]
            + Prose.rows(of: last.words, columns: columns - indent).map {
                SafeText().padded(to: indent) + $0
            }
    }
}
