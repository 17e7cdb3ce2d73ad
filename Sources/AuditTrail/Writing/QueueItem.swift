/// One thing in the writer's queue; each takes one sequence number.
enum QueueItem: Sendable {
    case entry(EntryDraft)
    case erase(Erasure)

    /// Roughly what it holds in memory and takes in a transaction.
    var byteCount: Int {
        switch self {
        case .entry(let draft):
            draft.payloads.reduce(draft.data.count + EntryForm.overhead) {
                $0 + $1.bytes.count + EntryForm.payloadOverhead
            }
        case .erase: EntryForm.overhead
        }
    }
}
