internal import JSON

extension AgentSession {
    /// `logging/setLevel`: passed on to a legacy server; a modern one is told with each request.
    mutating func setLevel(
        _ request: AgentRequest, _ envelope: Envelope, _ message: UnsafeRawBufferPointer,
        _ server: ServerProfile
    ) -> AgentStep {
        guard let level = envelope.text(.level, in: message).flatMap(LogLevel.init) else {
            return fault(request, .invalidParams, "params.level is no level of RFC 5424")
        }
        logLevel = level
        guard server.era == .modern else { return under(way: request, .forward(request)) }
        guard server.declares("logging") else {
            return fault(request, .methodNotFound, "Method not found")
        }
        return .answer(Answers.empty(to: request.id, of: request.revision))
    }

    /// `resources/subscribe` and `resources/unsubscribe`, legacy.
    mutating func subscribe(
        _ request: AgentRequest, _ envelope: Envelope, _ message: UnsafeRawBufferPointer,
        _ server: ServerProfile
    ) -> AgentStep {
        guard server.declares("resources", "subscribe") else {
            return fault(request, .methodNotFound, "Method not found")
        }
        guard let uri = envelope.text(.uri, in: message) else {
            return fault(request, .invalidParams, "params.uri is missing")
        }
        let isOn = request.method == .resourcesSubscribe
        if isOn {
            guard subscribed.count < Limits.subscribedResources else {
                return fault(
                    request, ErrorCode.refused,
                    "at most \(Limits.subscribedResources) resources may be subscribed to")
            }
            guard !subscribed.contains(ByteText(uri)) else { return done(request) }
        } else {
            guard subscribed.contains(ByteText(uri)) else { return done(request) }
        }
        wishes[request.id] = (ByteText(uri), isOn)
        return under(way: request, .subscribe(request, uri: uri, isOn: isOn))
    }

    /// The server took a wish for a resource, or refused it. A refused one counts for nothing, so
    /// that asking again asks the server again; what an agent does not want any more it does not
    /// get, whatever the server says.
    package mutating func subscriptionAnswered(_ id: RequestID, isRefused: Bool) {
        guard let wish = wishes.removeValue(forKey: id) else { return }
        if !wish.isOn {
            subscribed.remove(wish.uri)
        } else if !isRefused {
            subscribed.insert(wish.uri)
        }
    }

    /// `subscriptions/listen`, modern: acknowledged with what is honoured, of what was asked for.
    mutating func listen(
        _ request: AgentRequest, _ envelope: Envelope, _ message: UnsafeRawBufferPointer,
        _ server: ServerProfile
    ) -> AgentStep {
        guard listens.count < Limits.listens else {
            return fault(request, ErrorCode.refused, "at most \(Limits.listens) listens at a time")
        }
        let filter: JSONValue?
        do throws(JSONError) {
            filter = try envelope.value(.notifications, in: message)
        } catch {
            return fault(request, .invalidParams, "params.notifications: \(error.description)")
        }
        guard case .object(let wanted) = filter else {
            return fault(request, .invalidParams, "params.notifications is missing")
        }
        var lists: Set<ListKind> = []
        for list in ListKind.allCases
        where wanted[list.filter.string] == .bool(true) && server.offers(list) {
            lists.insert(list)
        }
        var resources: [String] = []
        if case .array(let uris) = wanted["resourceSubscriptions"],
            server.declares("resources", "subscribe")
        {
            for case .string(let uri) in uris.prefix(Limits.subscribedResources) {
                resources.append(uri)
            }
        }
        let listen = Listen(request: request, lists: lists, resources: resources)
        listens[request.id] = listen
        return under(
            way: request,
            .listen(request, acknowledgement: listen.acknowledgement, resources: resources))
    }

    private func done(_ request: AgentRequest) -> AgentStep {
        .answer(Answers.empty(to: request.id, of: request.revision))
    }

    private func fault(
        _ request: AgentRequest, _ code: ErrorCode, _ text: String
    ) -> AgentStep {
        .answer(Answers.error(to: request.id, of: request.revision, code, text))
    }

    /// A list: offered where the server offers it, and always as one page, so that no cursor of
    /// ours exists that could come back.
    mutating func list(
        _ request: AgentRequest, _ list: ListKind, _ envelope: Envelope, _ server: ServerProfile
    ) -> AgentStep {
        guard server.offers(list) else {
            return fault(request, .methodNotFound, "Method not found")
        }
        guard !envelope.has(.cursor) else {
            return fault(request, .invalidParams, "an unknown cursor: this list has one page")
        }
        return under(way: request, .list(request, list))
    }
}
