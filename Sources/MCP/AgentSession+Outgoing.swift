internal import JSON

extension AgentSession {
    /// What an agent is told when a list that it sees has changed: one notification for a legacy
    /// client, one on each listen that asked for it for a modern one. Call it only where what the
    /// agent sees has changed.
    package func changed(_ list: ListKind) -> [[UInt8]] {
        var lines = listens.values.filter { $0.lists.contains(list) }.map { $0.changed(list) }
        if case .complete = opening, server?.offers(list) ?? false {
            lines.append(Answers.notification(list.changed))
        }
        return lines
    }

    /// What an agent is told of a resource that was updated. The URI may be of a part of what was
    /// subscribed to, so that a resource below one that was asked for is told too.
    package func updated(uri: String) -> [[UInt8]] {
        func matches(_ wanted: String) -> Bool {
            guard uri.utf8.starts(with: wanted.utf8) else { return false }
            // What follows must be a part of the resource, not the rest of another's name.
            guard let next = uri.utf8.dropFirst(wanted.utf8.count).first else { return true }
            return wanted.utf8.last == UInt8(ascii: "/") || "/#?".utf8.contains(next)
        }
        var lines: [[UInt8]] = []
        for listen in listens.values where listen.resources.contains(where: matches) {
            lines.append(listen.updated(uri))
        }
        if subscribed.contains(where: { matches($0.text) }) {
            lines.append(
                Answers.notification(.resourcesUpdated) { $0.member("uri", uri) })
        }
        return lines
    }

    /// Whether a log message of that level goes to this agent, as it was received. A legacy session
    /// takes what its level lets through, a modern client only what belongs to a request of its own
    /// that asked for it.
    ///
    /// - Parameters:
    ///   - level: the message's severity.
    ///   - isOwn: whether the message belongs to a request of this connection.
    /// - Returns: whether to write it.
    package func takes(log level: LogLevel, isOwn: Bool) -> Bool {
        if case .complete = opening { return level >= (logLevel ?? .debug) }
        return isOwn
    }

    /// Progress that a server tells of a request under way.
    ///
    /// - Parameters:
    ///   - id: the agent's id of the request.
    ///   - envelope: the server's notification.
    ///   - message: its bytes.
    /// - Returns: the edits that make it the agent's; nil where nothing is to be written: the request
    ///   is over, gave no token, or the value does not rise.
    package mutating func progress(
        of id: RequestID, _ envelope: Envelope, in message: UnsafeRawBufferPointer
    ) -> MessageEdit? {
        guard let token = inFlight[id]?.request.progressToken,
            let place = envelope[.progressToken], let progress = envelope[.progress]
        else { return nil }
        let total = envelope[.total]
        let told = inFlight[id]?.progress.server(
            progress: MessageText.plain(progress.range, in: message),
            total: total.map { MessageText.plain($0.range, in: message) })
        var edit = MessageEdit()
        edit.replace(place.range, with: token.bytes)
        switch told {
        case .asReceived: break
        case .raised(let value, let sum):
            edit.replace(progress.range, with: Array(value.utf8))
            if let total, let sum { edit.replace(total.range, with: Array(sum.utf8)) }
        case .dropped, nil: return nil
        }
        return edit
    }

    /// Progress of our own while a request is held: it keeps clients waiting that start their clock
    /// again at each (mcp.md 4.5: every 10 to 15 s).
    ///
    /// - Parameters:
    ///   - id: the agent's id of the request.
    ///   - text: what the person at the client may read.
    /// - Returns: the line to write; nil where the request is over or gave no token.
    package mutating func keepAlive(_ id: RequestID, text: String) -> [UInt8]? {
        guard let token = inFlight[id]?.request.progressToken,
            let value = inFlight[id]?.progress.keepAlive()
        else { return nil }
        return Answers.notification(.progress) { writer in
            writer.member("progressToken", raw: token.bytes)
            writer.member("progress", value)
            writer.member("message", text)
        }
    }

    /// Ends every listen gracefully, as when the supervisor stops: each gets its result.
    package mutating func endListens() -> [[UInt8]] {
        let lines = listens.values.map(\.end)
        for id in listens.keys { inFlight[id] = nil }
        listens = [:]
        return lines
    }

    /// The resources that this connection subscribes to.
    package var subscribedResources: [String] { subscribed.map(\.text) }

    /// Whether it wants to hear of any resource.
    package var wantsResources: Bool {
        !subscribed.isEmpty || listens.values.contains { !$0.resources.isEmpty }
    }

    /// The resources that its listens want to hear of, by the request.
    package var listenResources: [RequestID: [String]] { listens.mapValues(\.resources) }
}
