/// Who and what a call or run is about: what its first entry says and the later ones leave out.
struct EntrySubject: Hashable, Sendable {
    /// The words of the parts, one after the other.
    private(set) var text: [UInt8] = []
    private(set) var parts: [EntryPart] = []
    let runs: [UInt64]
    let tier: FilterTier?
    let amounts: [EntryAmount]

    /// The fields whose words are taken over.
    static let fields: [FilterField] = [.agent, .tool, .server, .code]

    /// What an entry says, and where it says nothing what is known of its call already.
    init(of record: EntryRecord) {
        (runs, tier, amounts) = (record.runs, record.tier, record.amounts)
        for field in EntrySubject.fields {
            let own = record.parts.filter { $0.field == field }
            if own.isEmpty, let known = record.subject {
                add(known.parts.filter { $0.field == field }, of: known.text)
            } else {
                add(own, of: record.text)
            }
        }
    }

    private mutating func add(_ parts: [EntryPart], of text: [UInt8]) {
        for part in parts {
            let start = self.text.count
            self.text += text[part.bounds]
            self.parts.append(EntryPart(part.field, start..<self.text.count))
        }
    }
}
