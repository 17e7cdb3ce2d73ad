import Governance
import JSON
import MCP
import Transport

extension Supervisor {
    /// One line of an agent. The order of a connection is kept: what came while its server was not
    /// open yet is looked at first.
    func received(_ line: UnsafeRawBufferPointer, from connection: AgentConnection) {
        let start = SystemReading.bootNanoseconds
        contention.heard(connection.id, at: start)
        hear(line, from: connection, in: nil)
        guard contention.isContended(at: start) else { return }
        let rest = connection.allowance.charge(from: start, to: SystemReading.bootNanoseconds)
        if let rest { pause(connection, nanoseconds: rest) }
    }

    private func hear(
        _ message: UnsafeRawBufferPointer, from connection: AgentConnection,
        in batch: BatchNumber?
    ) {
        let mayBeTaken =
            connection.deferred.isEmpty && !connection.isBeingRead
            || connection.session.withdraws(message)
        guard mayBeTaken else { return postpone(message, of: connection, in: batch) }
        take(message, from: connection, in: batch)
    }

    /// Reads on from an agent when its allowance is whole again.
    private func pause(_ connection: AgentConnection, nanoseconds: UInt64) {
        connection.channel.pause()
        loop.schedule(in: nanoseconds) { [weak self] in
            self?.assumeIsolated { $0.readOn(connection) }
        }
    }

    /// Goes on with an agent where nothing else is in the way: with what waits of it first.
    func readOn(_ connection: AgentConnection) {
        guard mayBeRead(connection.key.agent) else { return }
        guard !connection.keepsWhatItMayTake else { return goOn(connection) }
        resume(connection)
    }

    private func resume(_ connection: AgentConnection) {
        guard mayBeRead(connection.key.agent), !connection.hasDeferredEnough else { return }
        connection.channel.resume()
    }

    /// One of several messages that came together: where its agent is held back meanwhile, it waits as
    /// one that was not read yet does. So many refusals as wait for a server's opening, or come in
    /// batches, would be too many for the trail at once.
    private func hearInTurn(
        _ message: UnsafeRawBufferPointer, from connection: AgentConnection,
        in batch: BatchNumber?
    ) {
        guard mayBeRead(connection.key.agent) || connection.session.withdraws(message) else {
            return postpone(message, of: connection, in: batch)
        }
        hear(message, from: connection, in: batch)
    }

    private func postpone(
        _ message: UnsafeRawBufferPointer, of connection: AgentConnection,
        in batch: BatchNumber?
    ) {
        connection.deferred.append(.init(bytes: Array(message), batch: batch))
        connection.deferredBytes += message.count
        if connection.hasDeferredEnough { connection.channel.pause() }
    }

    private func take(
        _ message: UnsafeRawBufferPointer, from connection: AgentConnection,
        in batch: BatchNumber?
    ) {
        let received = connection.session.receive(message, in: batch)
        for answer in received.batchAnswers {
            connection.channel.write(answer)
        }
        switch received.step {
        case .answer(let bytes): connection.channel.write(bytes)
        case .needsServer:
            postpone(message, of: connection, in: batch)
            open(connection.key)
        case .govern(let request), .forward(let request):
            guard let envelope = received.envelope else { return }
            propose(request, envelope, message, by: connection)
        case .list(let request, let kind): list(kind, for: request, of: connection)
        case .subscribe(let request, _, _):
            guard let envelope = received.envelope else { return }
            propose(request, envelope, message, by: connection)
        case .listen(let request, let acknowledgement, let resources):
            guard let envelope = received.envelope else { return }
            let opening = OpeningListen(acknowledgement: acknowledgement, resources: resources)
            openListen(request, opening, envelope, message, by: connection)
        case .cancelled(let request, let reason, let resources):
            cancelled(request, reason ?? "", by: connection)
            listenEnded(request.id, resources, of: connection)
        case .batch(let number, let ranges):
            for range in ranges {
                hearInTurn(
                    UnsafeRawBufferPointer(rebasing: message[range]), from: connection, in: number)
            }
        case .opened, .ignored: break
        }
    }

    /// The server of this connection is open, or cannot be: look at what waited for it.
    func goOn(_ connection: AgentConnection, with profile: ServerProfile) {
        connection.session.serverOpened(profile)
        goOn(connection)
    }

    /// Takes what waited behind another message.
    func goOn(_ connection: AgentConnection) {
        let messages = connection.takeDeferred()
        defer { resume(connection) }
        for message in messages {
            message.bytes.withUnsafeBytes { hearInTurn($0, from: connection, in: message.batch) }
        }
    }

    /// A list that an agent asked for: only what it may use, from the definitions that are kept.
    private func list(
        _ kind: ListKind, for request: AgentRequest, of connection: AgentConnection
    ) {
        if let link = servers[connection.key], link.session.isOpen,
            case .ready = link.session.list(kind), !link.session.needsRefresh(kind)
        {
            return answerList(kind, to: request, of: connection, from: link)
        }
        // A server may still live for a moment after a kill: it is asked nothing any more.
        guard governor.switches.allowsStart(of: connection.key) else {
            return deliver(
                Refusal(.killed, reference: "-").answer(to: request),
                to: Caller(connection: connection, request: request))
        }
        // Before the server is opened: where it cannot be, those that wait are told so.
        connection.listWaits.append((request, kind))
        guard let link = open(connection.key), link.session.isOpen else { return }
        perform(link.session.refresh(kind), on: link)
    }

    /// Answers the requests that waited for this list.
    func listed(_ kind: ListKind, by link: ServerLink) {
        for connection in agents.values where connection.key == link.key {
            let due = connection.listWaits.filter { $0.kind == kind }
            connection.listWaits.removeAll { $0.kind == kind }
            for wait in due {
                answerList(kind, to: wait.request, of: connection, from: link)
            }
        }
    }

    private func answerList(
        _ kind: ListKind, to request: AgentRequest, of connection: AgentConnection,
        from link: ServerLink
    ) {
        let caller = Caller(connection: connection, request: request)
        // What was pinned at first sight is durable before anybody reads it. The answer is made then:
        // as bytes it would wait in memory, and say what was so before.
        if let barrier = recorder.barrier(for: connection.key.agent) {
            return wait(for: barrier, .list(caller, kind))
        }
        guard let list = link.session.lastKnown(kind), let profile = link.session.server else {
            return deliver(
                Refusal(.serverUnavailable, reference: "-").answer(to: request), to: caller)
        }
        let bytes = list.answer(to: request, from: profile) { item in
            isShown(item, of: kind, to: connection.key)
        }
        deliver(bytes, to: caller)
    }

    /// What a list waited for is durable.
    func answerList(_ kind: ListKind, to caller: Caller) {
        guard let link = servers[caller.connection.key] else {
            return deliver(
                Refusal(.serverUnavailable, reference: "-").answer(to: caller.request), to: caller)
        }
        answerList(kind, to: caller.request, of: caller.connection, from: link)
    }

    /// Whether an agent sees an item of a list at all: what it has no grant for and what has
    /// drifted it does not.
    func isShown(_ item: ListedItem, of kind: ListKind, to key: ServerKey) -> Bool {
        guard let agent = governor.policy?.agents[key.agent] else { return false }
        switch kind {
        case .tools:
            let tool = ToolName(server: key.server, tool: item.name)
            guard agent.may[tool] != nil, let pin = governor.pins[tool] else { return false }
            // The pin is one for all agents; the definition that this one would read is its own.
            return pin.drifted == nil && definitions[key]?[tool.tool]?.digest == pin.definition
        case .resources, .templates: return agent.resources[key.server] != nil
        case .prompts: return agent.prompts[key.server] != nil
        }
    }

    /// The agent withdrew a request: nothing may be written for it any more.
    private func cancelled(
        _ request: AgentRequest, _ reason: String, by connection: AgentConnection
    ) {
        connection.listWaits.removeAll { $0.request.id == request.id }
        guard let call = connection.calls.removeValue(forKey: request.id) else { return }
        callerLeft(call, reason: reason)
    }
}
