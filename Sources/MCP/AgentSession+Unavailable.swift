extension AgentSession {
    /// The answer to a message that could not go on because its server cannot be opened.
    ///
    /// - Parameters:
    ///   - message: the message for which `receive` said `needsServer`.
    ///   - kind: why it cannot be opened.
    /// - Returns: the line to write without its newline; nil where no answer is due.
    package mutating func unavailable(
        _ message: UnsafeRawBufferPointer, _ kind: RefusalKind
    ) -> [UInt8]? {
        let envelope: Envelope
        do throws(EnvelopeFault) { envelope = try Envelope.scan(message) } catch { return nil }
        guard envelope.kind == .request, let id = envelope.id else { return nil }
        let isModern = envelope.has(.metaProtocolVersion)
        return Answers.error(
            to: id, of: isModern ? .newest : negotiated, kind.code,
            Refusal(kind, reference: "-").text)
    }
}

extension ServerSession {
    /// Asks the server to give up a request whose answer is still taken if it comes.
    ///
    /// - Parameters:
    ///   - id: the id of `ForwardedRequest`.
    ///   - reason: why, in words for the server's log.
    /// - Returns: the line to write, without its newline.
    package static func cancelNotice(_ id: Int64, _ reason: String) -> [UInt8] {
        cancelLine(id, reason)
    }
}
