package import Control
import Governance
package import SafeText

/// Entries of the trail as lines.
package enum EntryLines {
    /// The longest word for what happened is this wide: what follows stands in one column.
    private static let kindColumns = 9

    /// One line: number, time of the day, what happened, and to what. An entry of a kind that this
    /// version does not know is shown with its data.
    package static func line(of entry: EntryView) -> SafeText {
        let clock = SafeText(untrusted: entry.time.clock)
        guard let words = EntryWords.of(entry) else {
            return "\(entry.sequence) \(clock)Z  \(unread(entry))"
        }
        return "\(entry.sequence) \(clock)Z  \(line(of: words))"
    }

    /// An entry with its path of checks and its payloads in full.
    package static func lines(of entry: EntryView, columns: Int) -> [SafeText] {
        let head: SafeText = "\(entry.sequence)  \(Times.at(entry.time))"
        guard let words = EntryWords.of(entry) else {
            return wrapped("\(head)  \(name: entry.kind)\(call(of: entry))", columns)
                + Prose.rows(entry.data, columns: columns - 2).map { "  " + $0 }
                + payloads(of: entry, columns)
        }
        return wrapped("\(head)  \(line(of: words))", columns)
            + (words.judgement.map { JudgementLines.lines(of: $0, columns: columns) } ?? [])
            + payloads(of: entry, columns)
    }

    /// What is to be said of a call that was let go and whose end is not recorded; nil for others.
    ///
    /// `start` is when a supervisor started last: what had been let go before that, and has no
    /// outcome, will get none.
    package static func openEnd(of entries: [EntryView], start: WallTime?) -> SafeText? {
        let ends: [FactType] = [.callFinished, .callWithdrawn]
        guard let gone = entries.last(where: { $0.kind == FactType.callAdmitted.rawValue }),
            !entries.contains(where: { entry in ends.contains { $0.rawValue == entry.kind } })
        else { return nil }
        guard let start, gone.time < start else {
            return "no outcome is recorded yet: the call may be at its server"
        }
        return """
            OUTCOME UNKNOWN: the supervisor stopped before an outcome was recorded, and started \
            again at \(Times.at(start)); the call may have happened, and is not sent again
            """
    }

    private static func line(of words: EntryWords) -> SafeText {
        words.about.isEmpty
            ? words.kind : "\(words.kind.padded(to: kindColumns)) \(words.about)"
    }

    private static func unread(_ entry: EntryView) -> SafeText {
        "\(name: entry.kind)\(call(of: entry))  \(SafeText(untrusted: entry.data))"
    }

    private static func call(of entry: EntryView) -> SafeText {
        entry.call.map { "  c\($0)" } ?? ""
    }

    private static func payloads(of entry: EntryView, _ columns: Int) -> [SafeText] {
        entry.payloads.flatMap { payload in
            ["  \(name: payload.kind), \(payload.bytes) bytes\(absence(payload))"]
                + rows(payload.text ?? "", columns: columns - 4).map { "    " + $0 }
        }
    }

    /// The rows after the first stand in.
    private static func wrapped(_ line: SafeText, _ columns: Int) -> [SafeText] {
        Prose.rows(safe: line, columns: columns, indent: 4)
    }

    private static func absence(_ payload: PayloadView) -> SafeText {
        guard let text = payload.text else { return ", not kept or erased" }
        let missing = payload.bytes - text.utf8.count
        return missing > 0 ? ", \(missing) of them not shown" : ""
    }

    private static func rows(_ text: String, columns: Int) -> [SafeText] {
        text.isEmpty ? [] : SafeText(untrusted: text).wrapped(to: columns)
    }
}
