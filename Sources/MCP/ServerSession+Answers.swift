extension ServerSession {
    /// An answer of the server: to what was asked, once, by its own id and in its own kind.
    mutating func answered(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer, _ effects: inout [ServerEffect]
    ) -> ServerStep {
        guard let id = envelope.id?.number, let purpose = outstanding.removeValue(forKey: id)
        else { return stray(envelope, &effects) }
        switch purpose {
        case .probe:
            effects += probed(envelope, message)
        case .initialize:
            effects += initialized(envelope, message)
        case .page(let list):
            effects.append(.stopWaiting(.page(list, id)))
            guard message.count <= Limits.pageReadAtOnce else { return .page(list) }
            effects += pageRead(list, ListPage(envelope, in: message, of: list))
        case .listen:
            effects += listenEnded(id, envelope, message)
        case .own:
            own.remove(id)
            effects += settle(wanted.answered(id, isTaken: envelope.kind == .result))
        case .agent(let connection, let request):
            effects += settle(wanted.answered(id, isTaken: envelope.kind == .result))
            return .answered(
                ForwardedRequest(id: id, connection: connection, request: request))
        }
        return .handled
    }

    /// An answer to a request that was withdrawn, or to nothing at all.
    private mutating func stray(
        _ envelope: Envelope, _ effects: inout [ServerEffect]
    ) -> ServerStep {
        if let id = envelope.id?.number, let late = withdrawn.removeValue(forKey: id) {
            effects += settle(wanted.answered(id, isTaken: envelope.kind == .result))
            return .late(late)
        }
        if let id = envelope.id?.number, id > 0, id <= forgottenOwn {
            return .ignored(.strayAnswer)
        }
        // An error without an id tells of a line of ours that the server could not read; it is
        // counted like an answer to nothing, since nothing can be done with it either.
        strays += 1
        return strays > Limits.strayAnswers
            ? .fault(.strayAnswers(strays)) : .ignored(.strayAnswer)
    }

    /// A notification of the server.
    mutating func notified(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer, _ effects: inout [ServerEffect]
    ) -> ServerStep {
        switch envelope.method {
        case .progress:
            return progress(envelope, message)
        case .message:
            return log(envelope, message)
        case .toolsListChanged:
            effects += changed(.tools)
            return .handled
        case .resourcesListChanged:
            effects += changed(.resources)
            effects += changed(.templates)
            return .handled
        case .promptsListChanged:
            effects += changed(.prompts)
            return .handled
        case .resourcesUpdated:
            guard let uri = envelope.text(.uri, in: message) else { return .ignored(.notification) }
            return .updated(uri: uri)
        case .subscriptionsAcknowledged:
            effects += listenAcknowledged(envelope, message)
            return .handled
        case .cancelled:
            effects += listenCancelled(envelope, message)
            return .handled
        default:
            return .ignored(.notification)
        }
    }

    /// Progress belongs to the one request whose token it carries, while that is under way.
    private func progress(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer
    ) -> ServerStep {
        guard let id = envelope.identifier(.progressToken, in: message)?.number,
            case .agent(let connection, let request) = outstanding[id],
            request.progressToken != nil, envelope.has(.progress)
        else { return .ignored(.strayProgress) }
        return .progress(ForwardedRequest(id: id, connection: connection, request: request))
    }

    /// A log message carries no request's id. A modern server writes one only for a request that
    /// asked, so it belongs to the one connection that has such requests under way; a legacy
    /// server's belongs to a request only where a single one is under way.
    private func log(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer
    ) -> ServerStep {
        guard let level = envelope.text(.level, in: message).flatMap(LogLevel.init) else {
            return .ignored(.notification)
        }
        let underWay = requestsInFlight
        let asking = underWay.filter { $0.request.logLevel.map { $0 <= level } ?? false }
        guard let first = asking.first,
            asking.allSatisfy({ $0.connection == first.connection }),
            server?.era == .modern || underWay.count == 1
        else { return .log(level, connection: nil) }
        return .log(level, connection: first.connection)
    }
}
