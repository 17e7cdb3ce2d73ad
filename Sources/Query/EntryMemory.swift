/// What the first entry of a call or run says of it, for the entries that follow.
///
/// The end of a call has its outcome and its number, and no agent; yet `agent:bot outcome:failed`
/// asks for it. So entries are handed through here in the order of the trail before they are
/// matched. A call or run that began before the first entry, or further back than ``limit``, has
/// its later entries matched by what they say themselves.
package struct EntryMemory: Sendable {
    /// How many calls, and how many runs, are remembered; the oldest are forgotten. Several times
    /// what 50 agents have open at once, and some 300 bytes each.
    package static let limit = 10_000

    private var calls = RecentSubjects(limit: limit)
    private var runs = RecentSubjects(limit: limit)

    /// Remembers nothing.
    package init() {}

    /// Takes in the next entry of the trail and gives it back with what earlier ones said of its
    /// call, or of its run where it has no call: agent, tool, server, run, code, tier and amounts,
    /// each where it has none of its own.
    package mutating func completing(_ record: EntryRecord) -> EntryRecord {
        if let call = record.onlyCall {
            let known = calls[call]
            let whole = known.map { record.completed(by: $0) } ?? record
            if record.isJudged { calls.remember(call, EntrySubject(of: whole)) }
            return whole
        }
        guard let run = record.onlyRun else { return record }
        if record.hasAgent {
            // The end of a run names its agent too; nothing follows it.
            if runs[run] == nil { runs.remember(run, EntrySubject(of: record)) }
            return record
        }
        return runs[run].map { record.completed(by: $0) } ?? record
    }
}

/// Subjects by their numbers, the oldest forgotten for the newest.
private struct RecentSubjects: Sendable {
    let limit: Int
    private var subjects: [UInt64: EntrySubject] = [:]
    /// The numbers in the order in which they came, from `oldest` on and round.
    private var order: [UInt64] = []
    private var oldest = 0

    init(limit: Int) { self.limit = limit }

    subscript(number: UInt64) -> EntrySubject? { subjects[number] }

    mutating func remember(_ number: UInt64, _ subject: EntrySubject) {
        guard subjects.updateValue(subject, forKey: number) == nil else { return }
        if order.count < limit {
            order.append(number)
        } else {
            subjects[order[oldest]] = nil
            order[oldest] = number
            oldest = (oldest + 1) % limit
        }
    }
}
