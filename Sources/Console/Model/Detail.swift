import Control
package import SafeText

/// All that the trail says of one call, or of one entry that belongs to none, in rows that are read.
package struct Detail: Hashable, Sendable {
    /// What it is about.
    package let title: SafeText
    private let entries: [EntryView]
    /// Entries that did not fit into the supervisor's answer.
    package let more: Int
    package private(set) var rows: [SafeText]
    /// The first row on screen.
    package private(set) var top = 0

    init(_ title: SafeText, _ view: EntriesView, columns: Int) {
        self.title = title
        entries = view.entries
        more = view.more
        rows = Self.rows(of: view.entries, columns)
    }

    /// Lays it out anew for another width.
    mutating func lay(columns: Int) {
        rows = Self.rows(of: entries, columns)
        top = min(top, max(0, rows.count - 1))
    }

    mutating func scroll(by count: Int, visible: Int) {
        top = min(max(0, top + count), max(0, rows.count - visible))
    }

    private static func rows(of entries: [EntryView], _ columns: Int) -> [SafeText] {
        entries.flatMap { EntryLines.lines(of: $0, columns: columns) }
    }
}
