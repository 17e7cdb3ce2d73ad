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

    /// A connection that wants to hear of a resource, or does not any more; what is passed on to the
    /// server counts when it answers with a result.
    package mutating func subscribe(
        _ request: AgentRequest, uri: String, isOn: Bool, _ envelope: Envelope,
        in message: UnsafeRawBufferPointer, from connection: UInt64
    ) -> Subscription {
        guard isOpen, let server else { return .notOpen }
        let holder = ResourceHolder.subscriber(connection: connection)
        let isAsked = server.era == .legacy
        if isOn, isAsked, !wanted.stands(uri) {
            guard let forward = forward(request, envelope, in: message, from: connection) else {
                return .notOpen
            }
            wanted.ask(uri, by: holder, id: forward.forwarded.id)
            return .forward(forward)
        }
        let tellsServer =
            isOn ? wanted.hold(uri, by: holder) : wanted.release(uri, by: holder)
        if isAsked, tellsServer,
            let forward = forward(request, envelope, in: message, from: connection)
        {
            wanted.end(uri, by: holder, id: forward.forwarded.id)
            return .forward(forward)
        }
        let effects = isAsked || !tellsServer ? [] : tell([uri], isOn: isOn)
        return .answer(Answers.empty(to: request.id, of: request.revision), effects)
    }

    /// Whether a wish for a resource stands.
    package func isWanted(_ uri: String, by holder: ResourceHolder) -> Bool {
        wanted.isHeld(uri, by: holder)
    }

    /// A wish for resources that came or ended otherwise: with a listen, or with a new process of
    /// the server. It counts at once.
    package mutating func want(
        _ uris: [String], isOn: Bool, by holder: ResourceHolder
    ) -> [ServerEffect] {
        guard isOpen else { return [] }
        return tell(
            uris.filter { uri in
                isOn ? wanted.hold(uri, by: holder) : wanted.release(uri, by: holder)
            }, isOn: isOn)
    }

    /// A connection is gone, and with it all that it wanted to hear of.
    package mutating func leave(_ connection: UInt64) -> [ServerEffect] {
        guard isOpen else { return [] }
        return tell(wanted.leave(connection), isOn: false)
    }

    /// What an answer, or its being given up, leaves to be done.
    mutating func settle(_ aftermath: WantedResources.Aftermath) -> [ServerEffect] {
        switch aftermath {
        case .nothing: []
        case .end(let uri): tell([uri], isOn: false)
        case .lost(let uri): [.unsubscribed(uri: uri)]
        }
    }

    /// Tells the server of resources that somebody began to want, or that nobody wants any more.
    private mutating func tell(_ uris: [String], isOn: Bool) -> [ServerEffect] {
        guard let server, !uris.isEmpty else { return [] }
        if server.era == .modern {
            if !isOn { uris.forEach { wanted.end($0, by: nil, id: nextID) } }
            return startListen()
        }
        return uris.map { uri in
            let id = takeOwn()
            if isOn { wanted.askOwn(uri, id: id) } else { wanted.end(uri, by: nil, id: id) }
            let method = isOn ? Method.resourcesSubscribe : .resourcesUnsubscribe
            return .ask(Answers.request(method, id: id) { $0.member("uri", uri) })
        }
    }

    /// Opens the one listen of a modern server, for all that any agent wants, in place of an older
    /// one.
    mutating func startListen() -> [ServerEffect] {
        guard let server, server.era == .modern else { return [] }
        guard !isListenOpening else {
            isListenStale = true
            return []
        }
        let lists = [ListKind.tools, .prompts, .resources].filter { server.announces($0) }
        guard !lists.isEmpty || !wanted.isEmpty else {
            guard let old = listenID else { return [] }
            listenID = nil
            keepAsOwn(old)
            return [.send(ServerSession.cancelLine(old, nil))]
        }
        let old = listenID
        let id = take(.listen)
        listenID = id
        let uris = wanted.uris
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
        isListenOpening = true
        var effects: [ServerEffect] = [.ask(line), .wait(.listen, attempt: 0)]
        if let old {
            keepAsOwn(old)
            effects.append(.send(ServerSession.cancelLine(old, nil)))
        }
        return effects
    }

    /// The listen stands. After a gap the lists may have changed unheard.
    mutating func listenAcknowledged(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer
    ) -> [ServerEffect] {
        guard let listenID,
            envelope.identifier(.metaSubscriptionID, in: message)?.number == listenID
        else { return [] }
        let effects = listenTaken()
        guard listenAttempts > 0 else { return effects }
        listenAttempts = 0
        return effects + ListKind.allCases.flatMap { changed($0) }
    }

    /// The listen stands, or nobody waits for that any more: what was wished meanwhile is told.
    mutating func listenTaken() -> [ServerEffect] {
        guard isListenOpening else { return [] }
        isListenOpening = false
        guard isListenStale else { return [.stopWaiting(.listen)] }
        isListenStale = false
        return [.stopWaiting(.listen)] + startListen()
    }

    /// The server ended the listen: again after a while, unless it knows no such method.
    mutating func listenEnded(
        _ id: Int64, _ envelope: Envelope, _ message: UnsafeRawBufferPointer
    ) -> [ServerEffect] {
        guard id == listenID else { return [] }
        let effects = listenGone()
        let code = envelope.errorCode(in: message)
        if code == .methodNotFound { return effects }
        return effects + listenAgain()
    }

    /// On stdio a server may end a listen with the notification that clients cancel with.
    mutating func listenCancelled(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer
    ) -> [ServerEffect] {
        guard let id = envelope.identifier(.requestID, in: message)?.number, id == listenID else {
            return []
        }
        keepAsOwn(id)
        return listenGone() + listenAgain()
    }

    /// No listen stands: the next one is of what is wished then.
    private mutating func listenGone() -> [ServerEffect] {
        listenID = nil
        isListenStale = false
        guard isListenOpening else { return [] }
        isListenOpening = false
        return [.stopWaiting(.listen)]
    }

    private mutating func listenAgain() -> [ServerEffect] {
        listenAttempts += 1
        return [.wait(.relisten, attempt: listenAttempts)]
    }
}
