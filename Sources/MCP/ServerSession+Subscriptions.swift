internal import JSON

extension ServerSession {
    /// What becomes of an agent's `resources/subscribe` or `resources/unsubscribe`.
    package enum Subscription: Sendable {
        /// The first to want the resource, or the last that did: pass it on.
        case forward(Forward)
        /// Others want the resource too, or the server is told in another way: answer the agent.
        case answer([UInt8], [ServerEffect])
        /// The server is not open.
        case notOpen
    }

    /// Counts one agent connection more, or less, that wants to hear of a resource; what is passed
    /// on to the server counts when it answers with a result.
    package mutating func subscribe(
        _ request: AgentRequest, uri: String, isOn: Bool, _ envelope: Envelope,
        in message: UnsafeRawBufferPointer, from connection: UInt64
    ) -> Subscription {
        guard isOpen, let server else { return .notOpen }
        if server.era == .legacy, isOn, resources[ByteText(uri)] == nil,
            let forward = forward(request, envelope, in: message, from: connection)
        {
            subscribing[forward.forwarded.id] = ByteText(uri)
            return .forward(forward)
        }
        let tellsServer = count(uri, isOn: isOn)
        if server.era == .legacy, tellsServer,
            let forward = forward(request, envelope, in: message, from: connection)
        {
            return .forward(forward)
        }
        let effects = server.era == .modern && tellsServer ? startListen() : []
        return .answer(Answers.empty(to: request.id, of: request.revision), effects)
    }

    /// Counts an agent's wish for resources that comes or ends otherwise: a listen, or the end of
    /// its connection.
    package mutating func want(_ uris: [String], isOn: Bool) -> [ServerEffect] {
        guard isOpen, let server else { return [] }
        let told = uris.filter { count($0, isOn: isOn) }
        guard !told.isEmpty else { return [] }
        if server.era == .modern { return startListen() }
        return told.map { uri in
            let method = isOn ? Method.resourcesSubscribe : .resourcesUnsubscribe
            return .send(
                Answers.request(method, id: take(.own)) { $0.member("uri", uri) })
        }
    }

    /// - Returns: whether the server is to be told.
    private mutating func count(_ uri: String, isOn: Bool) -> Bool {
        let key = ByteText(uri)
        let before = resources[key] ?? 0
        if isOn {
            resources[key] = before + 1
            return before == 0
        }
        guard before > 0 else { return false }
        resources[key] = before == 1 ? nil : before - 1
        return before == 1
    }

    /// Opens the one listen of a modern server, for all that any agent wants, in place of an older
    /// one.
    mutating func startListen() -> [ServerEffect] {
        guard let server, server.era == .modern else { return [] }
        let lists = [ListKind.tools, .prompts, .resources].filter { server.announces($0) }
        guard !lists.isEmpty || !resources.isEmpty else {
            guard let old = listenID else { return [] }
            listenID = nil
            return [.send(ServerSession.cancelLine(old, nil))]
        }
        let old = listenID
        let id = take(.listen)
        listenID = id
        let uris = resources.keys.map(\.text).sorted()
        let line = ModernRequest.line(.subscriptionsListen, id: id) { writer in
            writer.name("notifications")
            writer.beginObject()
            for list in lists { writer.member(list.filter.string, true) }
            if !uris.isEmpty {
                writer.name("resourceSubscriptions")
                writer.beginArray()
                for uri in uris { writer.value(uri) }
                writer.endArray()
            }
            writer.endObject()
        }
        var effects: [ServerEffect] = [.send(line)]
        if let old {
            outstanding[old] = .own
            effects.append(.send(ServerSession.cancelLine(old, nil)))
        }
        return effects
    }

    /// The listen stands. After a gap the lists may have changed unheard.
    mutating func listenAcknowledged(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer
    ) -> [ServerEffect] {
        guard listenAttempts > 0,
            envelope.identifier(.metaSubscriptionID, in: message)?.number == listenID
        else { return [] }
        listenAttempts = 0
        return ListKind.allCases.flatMap { changed($0) }
    }

    /// The server ended the listen: again after a while, unless it knows no such method.
    mutating func listenEnded(
        _ id: Int64, _ envelope: Envelope, _ message: UnsafeRawBufferPointer
    ) -> [ServerEffect] {
        guard id == listenID else { return [] }
        listenID = nil
        let code = envelope.errorCode(in: message)
        if code == .methodNotFound { return [] }
        return listenAgain()
    }

    /// On stdio a server may end a listen with the notification that clients cancel with.
    mutating func listenCancelled(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer
    ) -> [ServerEffect] {
        guard let id = envelope.identifier(.requestID, in: message)?.number, id == listenID else {
            return []
        }
        outstanding[id] = .own
        listenID = nil
        return listenAgain()
    }

    private mutating func listenAgain() -> [ServerEffect] {
        listenAttempts += 1
        return [.wait(.relisten, attempt: listenAttempts)]
    }
}
