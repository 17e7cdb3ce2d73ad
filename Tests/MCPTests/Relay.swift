import JSON
import MCP

/// Pullcord between an agent and a server, as values, with a gate that lets everything through:
/// what `Supervision` does with the two sessions, in the order of the calls.
struct Relay {
    var agent = AgentSession()
    var server = ServerSession()
    /// Lines written to the agent and to the server, in order.
    var toAgent: [[UInt8]] = []
    var toServer: [[UInt8]] = []
    var waits: [ServerWait] = []
    var steps: [AgentStep] = []
    var serverSteps: [ServerStep] = []
    /// Whether long pages are read at once.
    var readsLongPages = true
    var faults: [ServerFault] = []
    /// Lines of the agent that wait for the server to be opened.
    private var delayed: [[UInt8]] = []
    private var listsWanted: [(AgentRequest, ListKind)] = []
    /// Our ids by the agent's.
    var ids: [RequestID: Int64] = [:]
    private var shown: [ListKind: [[UInt8]]] = [:]
    var isAllowed: (ListedItem) -> Bool = { _ in true }

    mutating func start() { perform(server.open()) }

    mutating func agentSends(_ text: String) { agentSends(Array(text.utf8)) }

    mutating func agentSends(_ bytes: [UInt8], in batch: BatchNumber? = nil) {
        let received = bytes.withUnsafeBytes { agent.receive($0, in: batch) }
        toAgent += received.batchAnswers
        steps.append(received.step)
        bytes.withUnsafeBytes { message in
            carryOut(received, message, bytes)
        }
    }

    private mutating func carryOut(
        _ received: Received, _ message: UnsafeRawBufferPointer, _ bytes: [UInt8]
    ) {
        switch received.step {
        case .answer(let line):
            toAgent.append(line)
        case .needsServer:
            delayed.append(bytes)
        case .govern(let request), .forward(let request):
            guard let envelope = received.envelope,
                let forward = server.forward(request, envelope, in: message, from: 1)
            else { return }
            toServer += forward.before + [forward.edit.applied(to: message)]
            ids[request.id] = forward.forwarded.id
        case .list(let request, let list):
            listsWanted.append((request, list))
            answerLists()
        case .subscribe(let request, let uri, let isOn):
            guard let envelope = received.envelope else { return }
            switch server.subscribe(
                request, uri: uri, isOn: isOn, envelope, in: message, from: 1)
            {
            case .forward(let forward):
                toServer.append(forward.edit.applied(to: message))
                ids[request.id] = forward.forwarded.id
            case .answer(let line, let effects):
                note(request.id, uri)
                deliver(line, to: request)
                perform(effects)
            case .notOpen: break
            }
        case .listen(let request, let acknowledgement, let resources):
            toAgent.append(acknowledgement)
            perform(
                server.want(
                    resources, isOn: true, by: .listen(connection: 1, request.id)))
        case .cancelled(let request, let reason, let resources):
            if let id = ids[request.id] { perform(server.cancel(id, reason: reason)) }
            perform(
                server.want(
                    resources, isOn: false, by: .listen(connection: 1, request.id)))
        case .batch(let number, let ranges):
            for range in ranges { agentSends(Array(message[range]), in: number) }
        case .opened, .ignored: break
        }
    }

    private mutating func note(_ id: RequestID, _ uri: String) {
        agent.subscriptionAnswered(
            id, stands: server.isWanted(uri, by: .subscriber(connection: 1)))
    }

    mutating func deliver(_ line: [UInt8], to request: AgentRequest) {
        switch agent.settle(request.id) {
        case .deliver: toAgent.append(line)
        case .gather(let batch):
            if let whole = agent.gather(line, in: batch) { toAgent.append(whole) }
        case .nobody: break
        }
    }

    mutating func serverSends(_ text: String) { serverSends(Array(text.utf8)) }

    mutating func serverSends(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { message in
            let received = server.receive(message)
            serverSteps.append(received.step)
            perform(received.effects)
            if case .page(let kind) = received.step, readsLongPages {
                let page = received.envelope.flatMap { ListPage($0, in: message, of: kind) }
                perform(server.pageRead(kind, page))
            }
            guard let envelope = received.envelope, let profile = server.server else { return }
            switch received.step {
            case .answered(let forwarded):
                if let uri = agent.wish(of: forwarded.request.id) {
                    note(forwarded.request.id, uri)
                }
                switch Bridge.answer(
                    envelope, in: message, to: forwarded.request, from: profile, reference: "r1")
                {
                case .edited(let edit): deliver(edit.applied(to: message), to: forwarded.request)
                case .replaced(let line): deliver(line, to: forwarded.request)
                }
            case .progress(let forwarded):
                if let edit = agent.progress(of: forwarded.request.id, envelope, in: message) {
                    toAgent.append(edit.applied(to: message))
                }
            case .log(let level, let connection):
                if agent.takes(log: level, isOwn: connection == 1) { toAgent.append(bytes) }
            case .updated(let uri):
                toAgent += agent.updated(uri: uri)
            case .handled, .broken, .late, .ignored, .fault, .page: break
            }
        }
    }

    mutating func waited(_ wait: ServerWait) { perform(server.waited(wait)) }

    mutating func perform(_ effects: [ServerEffect]) {
        for effect in effects {
            switch effect {
            case .send(let line), .ask(let line): toServer.append(line)
            case .wait(let wait, _): waits.append(wait)
            case .stopWaiting(let wait): waits.removeAll { $0 == wait }
            case .opened(let profile):
                agent.serverOpened(profile)
                let lines = delayed
                delayed = []
                for line in lines { agentSends(line) }
            case .listed(let list):
                tellOfChange(of: list)
                answerLists()
            case .unsubscribed(let uri): agent.unsubscribed(uri: uri)
            case .failed(let fault): faults.append(fault)
            }
        }
    }

    /// As `Supervision` does: only where what the agent sees is another list.
    private mutating func tellOfChange(of kind: ListKind) {
        guard let list = server.lastKnown(kind) else { return }
        let seen = list.items.filter(isAllowed).map(\.bytes)
        let before = shown.updateValue(seen, forKey: kind)
        if let before, before != seen { toAgent += agent.changed(kind) }
    }

    private mutating func answerLists() {
        guard let profile = server.server else { return }
        let wanted = listsWanted
        listsWanted = []
        for (request, list) in wanted {
            switch server.list(list) {
            case .ready(let items):
                deliver(items.answer(to: request, from: profile, showing: isAllowed), to: request)
            case .fetching: listsWanted.append((request, list))
            case .failed, .notOffered: break
            }
        }
    }

    /// What was written since this was asked last.
    mutating func takeToAgent() -> [String] {
        defer { toAgent = [] }
        return toAgent.map(\.text)
    }

    mutating func takeToServer() -> [String] {
        defer { toServer = [] }
        return toServer.map(\.text)
    }
}
