package import SafeText

/// Lays out text in rows: at spaces where it can, inside a word where it must; nothing is left out.
package enum Prose {
    /// Rows of at most `columns` columns.
    package static func rows(_ text: String, columns: Int) -> [SafeText] {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        return rows(of: words.map { SafeText(untrusted: String($0)) }, columns: columns)
    }

    /// Rows of parts that are kept whole where they fit.
    package static func rows(of parts: [SafeText], columns: Int) -> [SafeText] {
        var rows: [SafeText] = []
        var row: SafeText?
        for part in parts {
            if let open = row {
                if open.columns + 1 + part.columns <= columns {
                    row = open + " " + part
                    continue
                }
                rows.append(open)
            }
            let pieces = part.wrapped(to: columns)
            rows += pieces.dropLast()
            row = pieces.last
        }
        return rows + [row ?? SafeText()]
    }

    /// Rows of a line that is safe already; those after the first are indented.
    package static func rows(safe line: SafeText, columns: Int, indent: Int) -> [SafeText] {
        guard line.columns > columns else { return [line] }
        let rows = rows(of: line.words, columns: columns - indent)
        return rows.enumerated().map { index, row in
            index == 0 ? row : SafeText().padded(to: indent) + row
        }
    }

    /// Rows with every character beyond ASCII shown by its code point, nothing left out: what takes more
    /// columns then goes on below.
    package static func inASCII(_ rows: [SafeText], columns: Int) -> [SafeText] {
        rows.flatMap { $0.inASCII.wrapped(to: columns) }
    }

    /// A field: its name, and its rows beside it.
    package static func field(_ name: SafeText, _ rows: [SafeText], indent: Int) -> [SafeText] {
        rows.enumerated().map { index, row in
            (index == 0 ? name : SafeText()).padded(to: indent) + row
        }
    }
}
