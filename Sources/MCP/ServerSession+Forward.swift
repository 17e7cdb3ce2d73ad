internal import JSON

extension ServerSession {
    /// A request on its way: write `before`, then the request's bytes with the edits.
    package struct Forward: Sendable {
        /// What is noted of it; its id is what `cancel` takes.
        package let forwarded: ForwardedRequest
        /// What makes the bytes received ours.
        package let edit: MessageEdit
        /// Lines of our own that the request needs first.
        package let before: [[UInt8]]
    }

    /// Gives a request an id of our own and notes it as under way. Call it at the moment the bytes
    /// are written, not before: until then nothing has been asked of the server.
    ///
    /// - Parameters:
    ///   - request: what was noted of the request.
    ///   - envelope: its scan.
    ///   - message: the bytes that were scanned, or a copy of them.
    ///   - connection: the caller's mark for the agent's connection.
    /// - Returns: nil while the server is not open.
    package mutating func forward(
        _ request: AgentRequest, _ envelope: Envelope, in message: UnsafeRawBufferPointer,
        from connection: UInt64
    ) -> Forward? {
        guard isOpen, let server else { return nil }
        var before: [[UInt8]] = []
        if let line = raiseLevel(for: request, server) { before.append(line) }
        let id = take(.agent(connection: connection, request))
        let edit = Bridge.request(envelope, in: message, request, to: server, id: id)
        return Forward(
            forwarded: ForwardedRequest(id: id, connection: connection, request: request),
            edit: edit, before: before)
    }

    /// A legacy server keeps one level for the session: it is set to the least severe that a modern
    /// request asked for.
    private mutating func raiseLevel(
        for request: AgentRequest, _ server: ServerProfile
    ) -> [UInt8]? {
        guard request.era == .modern, server.era == .legacy, let level = request.logLevel,
            server.declares("logging"), levelSet.map({ level < $0 }) ?? true
        else { return nil }
        levelSet = level
        return Answers.request(.loggingSetLevel, id: take(.own)) { writer in
            writer.member("level", level.text)
        }
    }

    /// Withdraws a request: its caller left, gave it up or waited too long. The line goes out at
    /// once, ahead of whatever waits (mcp.md section 8, row 1).
    ///
    /// - Parameters:
    ///   - id: the id of `ForwardedRequest`.
    ///   - reason: why, in words for the server's log.
    /// - Returns: the line to write; nil where the request is over already.
    package mutating func cancel(_ id: Int64, reason: String?) -> [UInt8]? {
        withdraw(id) ? ServerSession.cancelLine(id, reason) : nil
    }

    /// Withdraws a request as its agent did: the agent's own notification goes on with our id, so
    /// that its `_meta` and unknown members survive.
    ///
    /// - Parameters:
    ///   - id: the id of `ForwardedRequest`.
    ///   - envelope: the agent's `notifications/cancelled`.
    /// - Returns: the edits that make it ours; nil where the request is over already.
    package mutating func cancel(_ id: Int64, as envelope: Envelope) -> MessageEdit? {
        guard let place = envelope[.requestID], withdraw(id) else { return nil }
        var edit = MessageEdit()
        edit.replace(place.range, with: .integer(id))
        return edit
    }

    private mutating func withdraw(_ id: Int64) -> Bool {
        guard case .agent(let connection, let request) = outstanding[id] else { return false }
        outstanding[id] = nil
        subscribing[id] = nil
        if withdrawn.count >= Limits.rememberedAnswers, let oldest = withdrawn.keys.min() {
            withdrawn[oldest] = nil
        }
        withdrawn[id] = ForwardedRequest(id: id, connection: connection, request: request)
        return true
    }

    static func cancelLine(_ id: Int64, _ reason: String?) -> [UInt8] {
        Answers.notification(.cancelled) { writer in
            writer.member("requestId", id)
            if let reason { writer.member("reason", reason) }
        }
    }
}
