package import JSON

/// An entry of the trail as a filter sees it, read from its data by the names of the members.
///
/// Data of a shape that it does not know simply has no such field; data that is no JSON within the
/// bounds has none at all and is searched as it is. What is searched: the kind, the strings of the
/// data one to a line, and calls and runs as `c42` and `r7`. Names of members, moments, other
/// numbers and the checks that allowed are not: they stand in nearly every entry.
///
/// It holds two small buffers and can be kept: reading the data is most of what a match costs.
package struct EntryRecord: FilterRecord, Hashable, Sendable {
    package let sequence: UInt64
    package let wallNanoseconds: Int64
    package let decision: FilterDecision?
    package private(set) var tier: FilterTier?
    /// What is searched; the kind is its first line.
    let text: [UInt8]
    let parts: [EntryPart]
    private(set) var runs: [UInt64]
    private let calls: [UInt64]
    private(set) var amounts: [EntryAmount]
    /// What an earlier entry said of the same call or run.
    private(set) var subject: EntrySubject?

    /// What its buffers hold, in bytes; what an earlier entry said is shared and not counted.
    package var bytes: Int {
        text.count + parts.count * MemoryLayout<EntryPart>.size + (runs.count + calls.count) * 8
            + amounts.count * MemoryLayout<EntryAmount>.size
    }

    /// Reads an entry: its place, its wall clock in nanoseconds since 1970 UTC, its kind, the call
    /// it belongs to and its data, a JSON object as text.
    package init(
        sequence: UInt64, wallNanoseconds: Int64, kind: String, call: UInt64? = nil, data: String
    ) {
        var data = data
        self = data.withUTF8 {
            EntryRecord(
                sequence: sequence, wallNanoseconds: wallNanoseconds, kind: kind, call: call,
                bytes: UnsafeRawBufferPointer($0))
        }
    }

    /// Reads an entry whose data is at hand as bytes.
    package init(
        sequence: UInt64, wallNanoseconds: Int64, kind: String, call: UInt64? = nil,
        data: ArraySlice<UInt8>
    ) {
        self = data.withUnsafeBytes {
            EntryRecord(
                sequence: sequence, wallNanoseconds: wallNanoseconds, kind: kind, call: call,
                bytes: $0)
        }
    }

    private init(
        sequence: UInt64, wallNanoseconds: Int64, kind: String, call: UInt64?,
        bytes: UnsafeRawBufferPointer
    ) {
        let reading = EntryReader.reading(kind: kind, call: call, data: bytes)
        self.sequence = sequence
        self.wallNanoseconds = wallNanoseconds
        decision = FilterDecision(kind: kind)
        tier = reading.tier
        text = reading.text
        parts = reading.parts
        runs = reading.runs
        calls = reading.calls
        amounts = reading.amounts
    }

    package func hasWord(_ field: FilterField, where isWanted: (Span<UInt8>) -> Bool) -> Bool {
        if field == .text { return isWanted(text.span) }
        var isOwn = false
        for part in parts where part.field == field {
            if isWanted(text.span.extracting(part.bounds)) { return true }
            isOwn = true
        }
        guard !isOwn, let subject else { return false }
        for part in subject.parts where part.field == field {
            if isWanted(subject.text.span.extracting(part.bounds)) { return true }
        }
        return false
    }

    package func hasNumber(_ field: FilterField, where isWanted: (UInt64) -> Bool) -> Bool {
        switch field {
        case .run: runs.contains(where: isWanted)
        case .call: calls.contains(where: isWanted)
        default: false
        }
    }

    package func hasAmount(where isWanted: (Span<UInt8>, ExactDecimal) -> Bool) -> Bool {
        for amount in amounts where isWanted(amount.unit.span, amount.amount) { return true }
        return false
    }
}

/// What entries say of each other; see ``EntryMemory``.
extension EntryRecord {
    /// The call that it is about, where it is about one alone.
    var onlyCall: UInt64? { calls.count == 1 ? calls.first : nil }
    /// The run that it is about, where it is about one alone.
    var onlyRun: UInt64? { runs.count == 1 ? runs.first : nil }
    /// Whether it names an agent itself.
    var hasAgent: Bool { parts.contains { $0.field == .agent } }
    /// Whether it holds the judgement of a call.
    var isJudged: Bool { hasAgent && tier != nil }

    /// The record with what an earlier entry said, each where it says nothing itself.
    func completed(by subject: EntrySubject) -> EntryRecord {
        var whole = self
        whole.subject = subject
        whole.tier = tier ?? subject.tier
        if runs.isEmpty { whole.runs = subject.runs }
        if amounts.isEmpty { whole.amounts = subject.amounts }
        return whole
    }
}

/// An amount that was read from the arguments of a call, with its unit.
struct EntryAmount: Hashable, Sendable {
    let unit: [UInt8]
    let amount: ExactDecimal
}
