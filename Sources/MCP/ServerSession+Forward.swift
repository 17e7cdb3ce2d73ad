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
        return Answers.request(.loggingSetLevel, id: takeOwn()) { writer in
            writer.member("level", level.text)
        }
    }

    /// Withdraws a request: its caller left, gave it up or waited too long. The line goes out at
    /// once, ahead of whatever waits (mcp.md section 8, row 1).
    ///
    /// - Parameters:
    ///   - id: the id of `ForwardedRequest`.
    ///   - reason: why, in words for the server's log.
    /// - Returns: what is to be done; nothing where the request is over already.
    package mutating func cancel(_ id: Int64, reason: String?) -> [ServerEffect] {
        guard case .agent(let connection, let request) = outstanding[id] else { return [] }
        outstanding[id] = nil
        if withdrawn.count >= Limits.rememberedAnswers, let oldest = withdrawn.keys.min() {
            withdrawn[oldest] = nil
            wanted.forget(oldest)
        }
        withdrawn[id] = ForwardedRequest(id: id, connection: connection, request: request)
        return [.send(ServerSession.cancelLine(id, reason))] + settle(wanted.abandon(id))
    }

    /// A request of which no byte was written, and none will be: the server was never asked, and no
    /// answer is waited for.
    ///
    /// - Parameter id: the id of `ForwardedRequest`.
    /// - Returns: what is to be done; nothing where the request is over already.
    package mutating func takeBack(_ id: Int64) -> [ServerEffect] {
        guard case .agent = outstanding[id] else { return [] }
        outstanding[id] = nil
        return settle(wanted.takeBack(id))
    }

    static func cancelLine(_ id: Int64, _ reason: String?) -> [UInt8] {
        Answers.notification(.cancelled) { writer in
            writer.member("requestId", id)
            if let reason { writer.member("reason", reason) }
        }
    }
}
