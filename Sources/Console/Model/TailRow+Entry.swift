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
        let judgement = words?.judgement
        self.init(
            record, time: entry.time, kind: entry.kind,
            word: words?.kind ?? SafeText(name: entry.kind),
            about: words?.about ?? SafeText(untrusted: entry.data), weight: Self.weight(of: entry),
            call: entry.call, agent: judgement?.agent.text,
            run: judgement?.run?.description, tool: judgement?.action.shown.description)
    }

    private static func weight(of entry: EntryView) -> Weight {
        switch FactType(rawValue: entry.kind) {
        case .callAdmitted, .callFinished: .calm
        case .callHeld: .held
        case .callRefused: .denied
        default: .act
        }
    }
}
