import Control
import SafeText

/// Entries of the trail as lines.
enum EntryLines {
    /// One line: number, time, kind, call and data.
    static func line(of entry: EntryView) -> SafeText {
        "\(head(of: entry))  \(SafeText(untrusted: entry.data))"
    }

    /// An entry with its data and its payloads in full.
    static func lines(of entry: EntryView, columns: Int) -> [SafeText] {
        let data = Prose.rows(entry.data, columns: columns - 2).map { "  " + $0 }
        return [head(of: entry)] + data
            + entry.payloads.flatMap { payload in
                ["  \(name: payload.kind), \(payload.bytes) bytes\(absence(payload))"]
                    + rows(payload.text ?? "", columns: columns - 4).map { "    " + $0 }
            }
    }

    private static func head(of entry: EntryView) -> SafeText {
        let call = entry.call.map { "  call \($0)" as SafeText } ?? ""
        return "\(entry.sequence)  \(Times.at(entry.time))  \(name: entry.kind)\(call)"
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
