import Governance
import MCP
import Transport

extension Supervisor {
    /// The admission of a call is in the trail: it goes once its server is open. Only then the
    /// governor is asked for the last time, so that whatever stops calls stops this one until its
    /// first byte can be written.
    func recorded(_ id: CallID) {
        guard let call = calls[id] else { return }
        // One that is being stopped has a successor, which the call waits for.
        guard let link = servers[call.key] ?? open(call.key) else {
            unreachable(id)
            return charge(call.key.agent, entries: 2, bytes: call.message.count)
        }
        guard link.isReady, !link.isStopping else {
            call.stage = .queued
            link.queued.append(id)
            return
        }
        // It is asked no more than it reads; what it was asked before is its to answer.
        guard link.channel.hasRoom(for: call.message.count) else {
            takeBack(id, .tooMany)
            return charge(call.key.agent, entries: 2, bytes: call.message.count)
        }
        let listed = call.action.tool.flatMap { definitions[call.key]?[$0.tool]?.digest }
        happen(.recorded(id, listed: listed))
    }

    /// A call that was let cannot be written, because its server cannot be reached.
    func unreachable(_ id: CallID) { takeBack(id, .serverUnavailable) }

    /// Ends a call of which no byte was written, and tells its caller why.
    func takeBack(_ id: CallID, _ kind: MCP.RefusalKind) {
        let caller = calls[id]?.caller
        tallyUnsent(id, kind)
        land(id, .neverSent)
        if let caller { answer(caller, kind, id) }
    }

    /// Writes a call to its server, which is open, with an id of ours and a deadline.
    func forward(_ id: CallID) {
        guard let call = calls[id], let caller = call.caller else {
            land(id, .neverSent)
            return
        }
        guard let link = servers[call.key] else { return unreachable(id) }
        if case .listen = caller.request.kind { return stand(call, caller, on: link) }
        write(call, caller, to: link)
    }

    private func write(_ call: OpenCall, _ caller: Caller, to link: ServerLink) {
        let connection = caller.connection
        let sent = call.message.withUnsafeBytes { message -> Int64? in
            let forward: ServerSession.Forward
            if case .subscription = caller.request.kind {
                guard let subscription = subscribe(call, caller, message, on: link) else {
                    return nil
                }
                forward = subscription
            } else {
                guard
                    let plain = link.session.forward(
                        caller.request, call.envelope, in: message,
                        from: connection.id.number)
                else { return nil }
                forward = plain
            }
            for line in forward.before { link.channel.write(line) }
            let isQueued = link.channel.write(ticket: call.id.number) { pen in
                forward.edit.pieces(of: message) { pen.append($0) }
            }
            guard isQueued else {
                perform(link.session.takeBack(forward.forwarded.id), on: link)
                return nil
            }
            return forward.forwarded.id
        }
        guard let sent else {
            // A subscription that needed no request was answered already.
            if calls[call.id] != nil { unreachable(call.id) }
            return
        }
        call.stage = .forwarded(id: sent)
        // One that a person approved can be taken back until its first byte is written, and then
        // goes again when it is approved again.
        if governor.flights[call: call.id]?.isApproved != true { call.message = [] }
        link.calls[sent] = call.id
        link.activeAt = clock.now
        call.writtenAt = link.activeAt
        setDeadline(for: call)
    }

    private func subscribe(
        _ call: OpenCall, _ caller: Caller, _ message: UnsafeRawBufferPointer,
        on link: ServerLink
    ) -> ServerSession.Forward? {
        guard let uri = call.envelope.text(.uri, in: message) else { return nil }
        let isOn = caller.request.method == .resourcesSubscribe
        let subscription = link.session.subscribe(
            caller.request, uri: uri, isOn: isOn, call.envelope, in: message,
            from: caller.connection.id.number)
        switch subscription {
        case .forward(let forward): return forward
        case .answer(let bytes, let effects):
            land(call.id, .succeeded)
            noteSubscription(caller)
            deliver(bytes, to: caller)
            perform(effects, on: link)
            return nil
        case .notOpen: return nil
        }
    }

    private func setDeadline(for call: OpenCall) {
        let id = call.id
        call.deadline = loop.schedule(in: Supervisor.callNanoseconds) { [weak self] in
            self?.assumeIsolated { $0.timedOut(id) }
        }
    }

    private func timedOut(_ id: CallID) {
        guard let call = calls[id], case .forwarded(let number) = call.stage else { return }
        if let link = servers[call.key] {
            guard !takeBackUnwritten(call, number, from: link) else { return unreachable(id) }
            perform(link.session.cancel(number, reason: "no answer within its time"), on: link)
        }
        conclude(id, .timedOut, .serverSilent)
    }

    /// A call that was written ended without a result that could be passed on. Its caller is told
    /// so by the rule for results: as its tier asks, once that is recorded.
    func conclude(_ id: CallID, _ outcome: Outcome, _ kind: MCP.RefusalKind) {
        let call = calls[id]
        let sequence = land(id, outcome)
        guard let call, let caller = call.caller else { return }
        guard !runsAhead(of: sequence, call.tier, by: call.key.agent) else {
            return answer(caller, kind, id)
        }
        let bytes = Refusal(kind, reference: id.description).answer(to: caller.request)
        wait(for: sequence, .answer(caller, bytes, otherwise: kind))
    }

    /// A call ended: tells the governor, and forgets it.
    @discardableResult
    func land(_ id: CallID, _ outcome: Outcome) -> UInt64? {
        let now = clock.now
        if let call = calls.removeValue(forKey: id) {
            tally(call, outcome, at: now)
            call.stopTimers()
            if case .forwarded(let number) = call.stage { servers[call.key]?.calls[number] = nil }
        }
        return happen(.finished(id, outcome), at: now).sequence
    }

    func answer(_ caller: Caller, _ kind: MCP.RefusalKind, _ id: CallID) {
        deliver(Refusal(kind, reference: id.description).answer(to: caller.request), to: caller)
    }

    /// The server answered a call: the outcome is recorded, then the result is released.
    func answered(
        _ forwarded: ForwardedRequest, _ envelope: Envelope, _ message: UnsafeRawBufferPointer,
        by link: ServerLink
    ) {
        guard let id = link.calls.removeValue(forKey: forwarded.id), let call = calls[id],
            let profile = link.session.server
        else { return }
        link.activeAt = clock.now
        let answer = Bridge.answer(
            envelope, in: message, to: forwarded.request, from: profile,
            reference: id.description)
        let caller = call.caller
        let tier = call.tier
        result = Array(message)
        let sequence = land(id, Outcome(envelope, message))
        result = nil
        guard let caller else { return }
        noteSubscription(caller)
        if governor.trailFault != nil {
            self.answer(caller, .outcomeUnrecorded, id)
        } else if runsAhead(of: sequence, tier, by: link.key.agent) {
            deliver(answer, of: message, to: caller)
        } else {
            wait(
                for: sequence,
                .answer(caller, answer.bytes(of: message), otherwise: .outcomeUnrecorded))
        }
    }

    /// Writes an answer whose bytes are still at hand, piece by piece.
    private func deliver(
        _ answer: Bridge.Answer, of message: UnsafeRawBufferPointer, to caller: Caller
    ) {
        guard case .edited(let edit) = answer, caller.request.batch == nil else {
            return deliver(answer.bytes(of: message), to: caller)
        }
        let connection = caller.connection
        connection.calls[caller.request.id] = nil
        defer { if connection.isInputOver { closeWhenDone(connection) } }
        guard case .deliver = connection.session.settle(caller.request.id) else { return }
        connection.channel.write { pen in edit.pieces(of: message) { pen.append($0) } }
    }
}

extension Bridge.Answer {
    /// The line to write, in bytes of its own.
    fileprivate func bytes(of message: UnsafeRawBufferPointer) -> [UInt8] {
        switch self {
        case .edited(let edit): edit.applied(to: message)
        case .replaced(let bytes): bytes
        }
    }
}

extension Outcome {
    /// How a server's answer ended a call.
    fileprivate init(_ envelope: Envelope, _ message: UnsafeRawBufferPointer) {
        if envelope.kind == .error {
            self = .refusedByServer
        } else if envelope.isToolError(in: message) {
            self = .failed
        } else {
            self = .succeeded
        }
    }
}

extension Envelope {
    /// Whether a tool answered that it failed.
    fileprivate func isToolError(in message: UnsafeRawBufferPointer) -> Bool {
        guard let place = self[.isError] else { return false }
        return message[place.range].elementsEqual("true".utf8)
    }
}
