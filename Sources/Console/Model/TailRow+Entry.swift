package import Control
import Governance
package import Query
import SafeText

extension TailRow {
    /// The row of an entry; one of a kind that this version does not know is shown with its data.
    ///
    /// - Parameters:
    ///   - entry: the entry.
    ///   - memory: what earlier entries said of the same calls; entries come in their order.
    package init(_ entry: EntryView, _ memory: inout EntryMemory) {
        let record = memory.completing(
            EntryRecord(
                sequence: entry.sequence, wallNanoseconds: entry.time.nanoseconds, kind: entry.kind,
                call: entry.call, data: entry.data))
        let words = EntryWords.of(entry)
        self.init(
            record, time: entry.time, kind: entry.kind,
            word: words?.kind ?? SafeText(name: entry.kind),
            about: Self.cut(words?.about ?? SafeText(untrusted: entry.data)),
            weight: words?.weight ?? Self.weight(of: entry), call: entry.call, data: entry.data,
            isAlone: words?.isAlone ?? true)
    }

    /// The rows of a page that was read from the trail.
    static func rows(of page: EntriesView) -> [TailRow] {
        var memory = EntryMemory()
        return page.entries.map {
            var row = TailRow($0, &memory)
            row.isRead = true
            return row
        }
    }

    /// No row is wider than a screen; what an entry says in full is read from its data.
    private static func cut(_ about: SafeText) -> SafeText {
        about.columns > columns ? about.truncated(to: columns) : about
    }

    private static let columns = 1_000

    /// By the type alone, where this version cannot read the entry.
    private static func weight(of entry: EntryView) -> Weight {
        switch FactType(rawValue: entry.kind) {
        case .callAdmitted, .callFinished: .calm
        case .callHeld: .held
        case .callRefused: .denied
        default: .act
        }
    }
}
