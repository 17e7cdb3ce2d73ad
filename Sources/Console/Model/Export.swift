import Control
package import SafeText

/// Entries that are to be written to a file, as they are shown: what is redacted in the trail is redacted
/// in it.
package struct Export: Hashable, Sendable {
    /// How they are written.
    package enum Format: Hashable, CaseIterable, Sendable {
        /// Each entry as a line of JSON, as `pullcord audit tail --json` prints it.
        case json
        /// As text, for a person.
        case text
    }

    /// What is written.
    enum Content: Hashable, Sendable {
        case rows([TailItem])
        case call(UInt64?, [EntryView])
    }

    /// The directory, as the person typed it.
    package let directory: String
    package let format: Format
    let content: Content

    /// The file's name; where there is one of that name already, another number follows.
    package var name: String {
        let what: String
        switch content {
        case .call(let call?, _): what = "c\(call)"
        case .call(nil, _), .rows:
            what = range.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "none"
        }
        return "pullcord-\(what)"
    }

    /// What stands after the point of its name.
    package var suffix: String { format == .json ? "jsonl" : "txt" }

    /// How many entries there are.
    package var count: Int {
        switch content {
        case .rows(let rows): rows.count { $0.row != nil }
        case .call(_, let entries): entries.count
        }
    }

    /// The first and the last number of them; nil where there are none.
    package var range: ClosedRange<UInt64>? {
        let numbers: [UInt64]
        switch content {
        case .rows(let rows): numbers = rows.compactMap { $0.row?.sequence }
        case .call(_, let entries): numbers = entries.map(\.sequence)
        }
        guard let first = numbers.first, let last = numbers.last else { return nil }
        return first...last
    }

    /// Entries between them that are not in memory and so not written.
    var absent: UInt64 {
        guard case .rows(let rows) = content else { return 0 }
        return rows.reduce(0) { $0 + UInt64($1.gap?.unread.count ?? 0) }
    }

    /// The lines of the file. Slow for many: not for the thread that draws.
    package var lines: [SafeText] {
        switch (content, format) {
        case (.rows(let rows), .json): rows.compactMap { $0.row.map { Self.json($0.entry) } }
        case (.rows(let rows), .text):
            rows.map { item in
                switch item {
                case .entry(let row): "\(Times.at(row.time))  \(EntryLines.line(of: row.entry))"
                case .gap(let gap): "-- \(Words.gap(gap)) --"
                }
            }
        case (.call(_, let entries), .json): entries.map(Self.json)
        case (.call(_, let entries), .text):
            entries.flatMap { EntryLines.lines(of: $0, columns: Self.columns) }
        }
    }

    private static func json(_ entry: EntryView) -> SafeText { SafeText(json: entry.json) }

    private static let columns = 120
}

/// What became of an export.
package enum ExportReport: Hashable, Sendable {
    /// It was written to this path.
    case written(Export, path: String)
    /// Nothing is left of it, and why.
    case failed(why: String)
}

/// What the clipboard of a terminal takes.
package enum Clipping {
    /// The most bytes that are copied: what terminals are known to take are 74,994 bytes as OSC 52
    /// encodes them.
    package static let most = 74_994 / 4 * 3
}
