import JSON

/// The wish that payloads of an entry are gone for good.
package struct Erasure: Sendable {
    /// The entry whose payloads are meant.
    package let target: UInt64
    /// Only payloads of this kind; all where nil.
    package let kind: String?
    package let reason: String
    /// Who wants it: an operator's name, or `policy`.
    package let actor: String
    package let wallNanoseconds: Int64
    /// Called on the writer's thread when salt and bytes are out of the database and its log:
    /// with the entry that records it, or with why it could not be done.
    package let completion: @Sendable (Result<UInt64, ErasureFault>) -> Void

    package init(
        target: UInt64, kind: String?, reason: String, actor: String, wallNanoseconds: Int64,
        completion: @escaping @Sendable (Result<UInt64, ErasureFault>) -> Void
    ) {
        self.target = target
        self.kind = kind
        self.reason = reason
        self.actor = actor
        self.wallNanoseconds = wallNanoseconds
        self.completion = completion
    }

    /// `audit.redacted`, with the places of the payloads in their entry.
    func entry(erased payloads: [(index: Int, kind: String)]) -> EntryDraft {
        var data = JSONWriter()
        data.beginObject()
        data.member("actor", actor)
        data.name("kinds")
        data.beginArray()
        for payload in payloads { data.value(payload.kind) }
        data.endArray()
        data.name("payloads")
        data.beginArray()
        for payload in payloads { data.value(payload.index) }
        data.endArray()
        data.member("reason", reason)
        data.member("target", "\(target)")
        data.endObject()
        return EntryDraft(
            type: TrailType.redacted, data: data.bytes, wallNanoseconds: wallNanoseconds)
    }

    /// `audit.redaction_refused`.
    func entry(refused fault: ErasureFault) -> EntryDraft {
        var data = JSONWriter()
        data.beginObject()
        data.member("actor", actor)
        data.member("reason", reason)
        data.member("target", "\(target)")
        data.member("why", fault.rawValue)
        data.endObject()
        return EntryDraft(
            type: TrailType.redactionRefused, data: data.bytes, wallNanoseconds: wallNanoseconds)
    }
}

/// Why nothing was erased.
package enum ErasureFault: String, Error, Sendable {
    case noSuchEntry = "no such entry"
    case noSuchPayload = "the entry has no such payload that is kept"
    case trailFailed = "the trail failed"
    /// Recorded and erased in the database, but a reader keeps the old bytes in the log alive; it
    /// is tried again with each commit and each second.
    case readerInTheWay = "a reader keeps the log open"
}
