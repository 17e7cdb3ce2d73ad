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
        let key = ExactText(uri)
        // What is under way to the same resource decides first: then the server is asked.
        if !wishes.values.contains(where: { $0.uri == key }) {
            guard subscribed.contains(key) != isOn else { return done(request) }
        }
        guard !isOn || wishedFor < Limits.subscribedResources else {
            return fault(
                request, ErrorCode.refused,
                "at most \(Limits.subscribedResources) resources may be subscribed to")
        }
        if isOn, let excess = excess(of: [uri]) { return answer(excess, to: request) }
        wishes[request.id] = (key, isOn)
        return under(way: request, .subscribe(request, uri: uri, isOn: isOn))
    }

    /// Subscriptions that stand or were asked for.
    private var wishedFor: Int { subscribed.count + wishes.values.count(where: \.isOn) }

    /// What one wish more would be too much of: what is wanted is kept, so a peer must not make it
    /// grow without bound.
    private func excess(of uris: [String]) -> Excess? {
        guard uris.allSatisfy({ $0.utf8.count <= Limits.subscribedURIBytes }) else { return .uri }
        let kept =
            subscribed.reduce(0) { $0 + $1.text.utf8.count }
            + wishes.values.reduce(0) { $0 + $1.uri.text.utf8.count }
            + listens.values.reduce(0) { $0 + $1.byteCount }
        let more = uris.reduce(0) { $0 + $1.utf8.count }
        return kept + more <= Limits.subscribedBytes ? nil : .sum
    }

    private enum Excess {
        case uri
        case sum
    }

    private func answer(_ excess: Excess, to request: AgentRequest) -> AgentStep {
        switch excess {
        case .uri:
            fault(
                request, .invalidParams,
                "the URI of a resource is longer than \(Limits.subscribedURIBytes) bytes")
        case .sum:
            fault(
                request, ErrorCode.refused,
                "the URIs that a connection wants to hear of may have at most "
                    + "\(Limits.subscribedBytes) bytes in all; unsubscribe from some first")
        }
    }

    /// The resource that a request under way wishes to hear of, or not to.
    package func wish(of id: RequestID) -> String? { wishes[id]?.uri.text }

    /// The server took a wish for a resource, or refused it.
    ///
    /// - Parameters:
    ///   - id: the request.
    ///   - stands: whether the server's session holds the subscription now. A refused one counts
    ///     for nothing, so that asking again asks the server again.
    package mutating func subscriptionAnswered(_ id: RequestID, stands: Bool) {
        guard let wish = wishes.removeValue(forKey: id) else { return }
        if stands { subscribed.insert(wish.uri) } else { subscribed.remove(wish.uri) }
    }

    /// The server does not tell of a resource any more: asking again asks it again.
    package mutating func unsubscribed(uri: String) { subscribed.remove(ExactText(uri)) }

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
        if let excess = excess(of: resources) { return answer(excess, to: request) }
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
