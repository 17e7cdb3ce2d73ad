extension AgentSession {
    /// A request: its era first, then whether the revision knows it, then what it asks for.
    mutating func asked(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer, _ batch: BatchNumber?
    ) -> AgentStep {
        guard let id = envelope.id else { return .ignored(.unreadable) }
        if inFlight[id] != nil {
            // With the id it would be taken for the answer to the request under way.
            return refuse(nil, .invalidRequest, "an id that is under way already: choose another")
        }
        if envelope.has(.metaProtocolVersion) {
            return askedModern(envelope, message, id, batch)
        }
        return askedLegacy(envelope, message, id, batch)
    }

    private mutating func askedModern(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer, _ id: RequestID,
        _ batch: BatchNumber?
    ) -> AgentStep {
        let requested = envelope.text(.metaProtocolVersion, in: message) ?? ""
        guard let revision = Revision(requested), revision.era == .modern else {
            return .answer(Opening.unsupported(requested, id))
        }
        guard envelope.has(.metaClientCapabilities) else {
            return .answer(
                Answers.error(
                    to: id, of: revision, .invalidParams,
                    "params._meta lacks \(MetaKey.clientCapabilities)"))
        }
        var level: LogLevel?
        if let member = envelope[.metaLogLevel] {
            level = envelope.text(.metaLogLevel, in: message).flatMap(LogLevel.init)
            if level == nil, member.isPresent {
                return .answer(
                    Answers.error(
                        to: id, of: revision, .invalidParams,
                        "\(MetaKey.logLevel) is no level of RFC 5424"))
            }
        }
        guard let method = known(envelope, in: revision) else {
            return .answer(Opening.unknownMethod(id, revision))
        }
        if let info = envelope.bytes(.metaClientInfo, in: message),
            info.count <= Limits.idBytes
        {
            clientInfo = info
        }
        return begin(
            AgentRequestDraft(
                id: id, method: method, revision: revision, level: level, batch: batch),
            envelope, message)
    }

    private mutating func askedLegacy(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer, _ id: RequestID,
        _ batch: BatchNumber?
    ) -> AgentStep {
        if envelope.method == .ping {
            return .answer(Answers.empty(to: id, of: negotiated ?? .newestLegacy))
        }
        if envelope.method == .initialize { return initialize(envelope, message, id, batch) }
        guard let revision = negotiated else {
            if envelope.method?.row.isKnown(in: .newest) ?? false {
                return .answer(
                    Answers.error(
                        to: id, of: .newest, .invalidParams,
                        "params._meta lacks \(MetaKey.protocolVersion) and "
                            + "\(MetaKey.clientCapabilities), and no initialize came before"))
            }
            return .answer(Opening.unknownMethod(id, .newestLegacy))
        }
        guard let method = known(envelope, in: revision) else {
            return .answer(Opening.unknownMethod(id, revision))
        }
        return begin(
            AgentRequestDraft(id: id, method: method, revision: revision, level: nil, batch: batch),
            envelope, message)
    }

    /// The method, where an agent may ask it in that revision and Pullcord carries it.
    private func known(_ envelope: Envelope, in revision: Revision) -> Method? {
        guard let method = envelope.method else { return nil }
        let row = method.row
        guard row.isRequest, row.direction != .fromServer, row.isKnown(in: revision),
            row.kind != .refused
        else { return nil }
        return method
    }

    /// A request that is known: notes it and says what it asks for.
    private mutating func begin(
        _ draft: AgentRequestDraft, _ envelope: Envelope, _ message: UnsafeRawBufferPointer
    ) -> AgentStep {
        guard let kind = draft.method.row.kind else {
            return .answer(Opening.unknownMethod(draft.id, draft.revision))
        }
        guard let server else { return .needsServer }
        let token = envelope.identifier(.metaProgressToken, in: message)
        if envelope.has(.metaProgressToken), token == nil {
            return fault(draft, .invalidParams, "a progress token is a string or an integer")
        }
        if let target = draft.method.row.target,
            envelope[target.isExactly("uri") ? .uri : .name] == nil
        {
            return fault(draft, .invalidParams, "params.\(target) is missing")
        }
        let request = AgentRequest(
            id: draft.id, method: draft.method, kind: kind, revision: draft.revision,
            progressToken: token,
            logLevel: draft.revision.era == .modern ? draft.level : logLevel, batch: draft.batch)
        guard inFlight.count < Limits.requestsInFlight else {
            return .answer(Refusal(.tooMany, reference: "-").answer(to: request))
        }
        return route(request, envelope, message, server)
    }

    private mutating func route(
        _ request: AgentRequest, _ envelope: Envelope, _ message: UnsafeRawBufferPointer,
        _ server: ServerProfile
    ) -> AgentStep {
        switch request.kind {
        case .local:
            return .answer(Opening.discover(request, server))
        case .call, .read, .prompt:
            return under(way: request, .govern(request))
        case .completion:
            return under(way: request, .forward(request))
        case .list(let list):
            return self.list(request, list, envelope, server)
        case .logging:
            return setLevel(request, envelope, message, server)
        case .subscription:
            return subscribe(request, envelope, message, server)
        case .listen:
            return listen(request, envelope, message, server)
        case .refused:
            return .answer(Opening.unknownMethod(request.id, request.revision))
        }
    }

    /// Notes a request as under way.
    mutating func under(way request: AgentRequest, _ step: AgentStep) -> AgentStep {
        inFlight[request.id] = InFlight(request: request)
        return step
    }

    private func fault(
        _ draft: AgentRequestDraft, _ code: ErrorCode, _ text: String
    ) -> AgentStep {
        .answer(Answers.error(to: draft.id, of: draft.revision, code, text))
    }
}
