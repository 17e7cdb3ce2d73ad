internal import JSON

/// One refusal as the agent sees it: what happened, whether to try again, and a reference by which
/// an operator or the agent's owner finds the rest. No more (design section 7.10).
package struct Refusal: Sendable, Hashable {
    package let kind: RefusalKind
    /// What an operator looks up: the call's id or the hold's code. Our own words, plain ASCII.
    package let reference: String
    /// The digest of the proposal that waits, in hexadecimal; for `.pending` alone.
    package let digest: String?
    /// When the question closes, as UTC with a `Z`; for `.pending` alone.
    package let expires: String?

    package init(
        _ kind: RefusalKind, reference: String, digest: String? = nil, expires: String? = nil
    ) {
        self.kind = kind
        self.reference = reference
        self.digest = digest
        self.expires = expires
    }

    /// The sentence that the model reads.
    package var text: String {
        if kind == .pending {
            return "\(kind.happened) (\(reference)); \(kind.advice)"
        }
        return "\(kind.happened); \(kind.advice) (reference \(reference))"
    }

    /// The answer to `request`, one line without its newline: a tool result with `isError` for a
    /// call, so that the model sees it, and a JSON-RPC error for anything else.
    package func answer(to request: AgentRequest) -> [UInt8] {
        request.kind == .call ? toolResult(for: request) : error(for: request)
    }

    private func toolResult(for request: AgentRequest) -> [UInt8] {
        Answers.result(to: request.id, of: request.revision) { writer in
            writer.name("content")
            writer.beginArray()
            writer.beginObject()
            writer.member("type", "text")
            writer.member("text", text)
            writer.endObject()
            writer.endArray()
            writer.member("isError", true)
            writer.name("_meta")
            writer.beginObject()
            write(&writer)
            if request.era == .modern {
                writer.name(MetaKey.serverInfo)
                writer.value(raw: Implementation.bytes)
            }
            writer.endObject()
        }
    }

    private func error(for request: AgentRequest) -> [UInt8] {
        Answers.error(to: request.id, of: request.revision, kind.code, text) { writer in
            writer.beginObject()
            write(&writer)
            writer.endObject()
        }
    }

    /// The vendor members that say the same to a program.
    private func write(_ writer: inout JSONWriter) {
        writer.name(MetaKey.refusal)
        writer.beginObject()
        writer.member("kind", kind.word)
        writer.member("retry", kind.retry.rawValue)
        writer.member("reference", reference)
        writer.endObject()
        guard kind == .pending else { return }
        writer.name(MetaKey.pending)
        writer.beginObject()
        writer.member("reference", reference)
        if let digest { writer.member("digest", digest) }
        if let expires { writer.member("expires", expires) }
        writer.endObject()
    }
}
