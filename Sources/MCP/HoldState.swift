internal import JSON

/// The `requestState` by which a modern client's retry is known for the call that waits
/// (2026-07-28, basic/patterns/mrtr): a seal of Supervision's behind a word of ours.
package enum HoldState {
    private static let mark: StaticString = "pullcord."

    /// The sealed text of a retry; nil where the request carries none, or a server's own state.
    package static func seal(
        of envelope: Envelope, in message: UnsafeRawBufferPointer
    ) -> String? {
        guard let state = envelope.text(.requestState, in: message),
            state.utf8.starts(with: mark.bytes)
        else { return nil }
        return String(state.utf8.dropFirst(mark.utf8CodeUnitCount))
    }

    /// One leg of a hold towards a modern client: not done yet, call again.
    ///
    /// - Parameters:
    ///   - request: the call that waits; `tools/call`, `resources/read` or `prompts/get`.
    ///   - seal: what Supervision wants back, sealed and bound by it; ASCII.
    /// - Returns: the line to write without its newline, or nil where the client is no modern one.
    package static func leg(of request: AgentRequest, seal: String) -> [UInt8]? {
        guard request.era == .modern else { return nil }
        return Written.object { writer in
            writer.member("jsonrpc", "2.0" as String)
            writer.member("id", raw: request.id.bytes)
            writer.name("result")
            writer.beginObject()
            writer.member("resultType", "input_required" as String)
            writer.member("requestState", mark.string + seal)
            Answers.serverInfo(Implementation.bytes, &writer)
            writer.endObject()
        }
    }
}
