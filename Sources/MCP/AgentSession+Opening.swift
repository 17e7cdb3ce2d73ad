extension AgentSession {
    /// `initialize`, once for a connection.
    mutating func initialize(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer, _ id: RequestID,
        _ batch: BatchNumber?
    ) -> AgentStep {
        // 2025-03-26, basic/lifecycle: initialize must not be part of a batch.
        guard batch == nil, negotiated == nil else {
            return refuse(id, .invalidRequest, "initialize comes once, first, and on its own")
        }
        guard let requested = envelope.text(.protocolVersion, in: message),
            envelope.has(.capabilities), envelope.has(.clientInfo)
        else {
            return refuse(
                id, .invalidParams,
                "initialize takes params.protocolVersion, params.capabilities and params.clientInfo"
            )
        }
        guard let server else { return .needsServer }
        var revision = Revision(requested) ?? .newestLegacy
        if revision.era == .modern { revision = .newestLegacy }
        opening = .answered(revision)
        if let info = envelope.bytes(.clientInfo, in: message), info.count <= Limits.idBytes {
            clientInfo = info
        }
        return .answer(Opening.initialize(id, revision, server))
    }

    /// A notification of the agent.
    mutating func notified(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer
    ) -> AgentStep {
        switch envelope.method {
        case .initialized:
            guard case .answered(let revision) = opening else { return .ignored(.notification) }
            opening = .complete(revision)
            return .opened
        case .cancelled:
            return cancelled(envelope, message)
        default:
            // Progress and roots answer requests that are never sent; others no revision knows.
            return .ignored(.notification)
        }
    }

    private mutating func cancelled(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer
    ) -> AgentStep {
        guard let id = envelope.identifier(.requestID, in: message),
            let withdrawn = inFlight.removeValue(forKey: id)
        else { return .ignored(.lateCancel) }
        let resources = listens.removeValue(forKey: id)?.resources ?? []
        // What it did not want any more it does not get, whatever becomes of its asking.
        if let wish = wishes.removeValue(forKey: id), !wish.isOn { subscribed.remove(wish.uri) }
        if let batch = withdrawn.request.batch { complete(nil, in: batch) }
        return .cancelled(
            withdrawn.request, reason: envelope.text(.reason, in: message), resources: resources)
    }
}
