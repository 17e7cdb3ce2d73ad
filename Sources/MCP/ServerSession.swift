internal import JSON

/// The client's side of one connection to a server: the opening in either era, the lists, ids and
/// tokens of our own, and what is under way.
///
/// It asks as little as possible: no roots, sampling or elicitation are declared, so that a server
/// has nothing to ask. It never pings: a server is not given up for a ping alone.
package struct ServerSession: Sendable {
    /// How far the opening has come.
    enum Phase: Sendable, Hashable {
        case closed
        /// `server/discover` was sent; whether it is the second time, after an `initialize` that
        /// proved the server modern.
        case probing(isSecond: Bool)
        case initializing(mayProbeAgain: Bool)
        case open
        case failed
    }

    /// What a request of ours is for.
    enum Purpose: Sendable {
        case probe
        case initialize
        case page(ListKind)
        case listen
        /// Its answer matters to nobody.
        case own
        case agent(connection: UInt64, AgentRequest)
    }

    var phase = Phase.closed
    /// Never reused, over the life of the connection.
    var nextID: Int64 = 1
    var outstanding: [Int64: Purpose] = [:]
    /// Requests withdrawn whose answer may still come, newest `Limits.rememberedAnswers`.
    var withdrawn: [Int64: ForwardedRequest] = [:]
    /// Requests of our own that nobody waits for, newest `Limits.rememberedAnswers` at most.
    var own: Set<Int64> = []
    /// The newest of those that were forgotten: an answer to one of them is late, not invented.
    var forgottenOwn: Int64 = 0
    var fetches: [ListKind: ListFetch] = [:]
    var lists: [ListKind: ServerList] = [:]
    /// Lists that were fetched again just now, because they changed.
    var resting: Set<ListKind> = []
    /// Those of them that changed since: they are fetched when their rest is over.
    var stale: Set<ListKind> = []
    /// The resources that agents want to hear of.
    var wanted = WantedResources()
    var listenID: Int64?
    var listenAttempts = 0
    /// Whether the server has not said yet that the listen stands: until it does, or is late, no
    /// other is opened. However fast agents change their minds, one line waits for the server.
    var isListenOpening = false
    /// Whether the wishes changed meanwhile.
    var isListenStale = false
    var levelSet: LogLevel?
    var hasSpoken = false
    var rubbish = 0
    var strays = 0
    /// The era in which a server of the same command was opened before: no probe is needed then.
    let known: Era?

    /// What the server said of itself; nil until it is open.
    package internal(set) var server: ServerProfile?

    /// A connection on which nothing was sent yet.
    package init(known: Era? = nil) {
        self.known = known
    }

    /// Whether requests may be forwarded.
    package var isOpen: Bool { phase == .open }

    /// Requests of agents that are under way here; for the end of the server.
    package var requestsInFlight: [ForwardedRequest] {
        outstanding.compactMap { id, purpose in
            guard case .agent(let connection, let request) = purpose else { return nil }
            return ForwardedRequest(id: id, connection: connection, request: request)
        }
    }

    /// Takes a message of the server.
    ///
    /// - Parameter message: one line without its newline.
    /// - Returns: what came of it and what to do.
    package mutating func receive(_ message: UnsafeRawBufferPointer) -> ServerReceived {
        let envelope: Envelope
        do throws(EnvelopeFault) {
            envelope = try Envelope.scan(message)
        } catch {
            var effects: [ServerEffect] = []
            let step = unreadable(error, &effects)
            return ServerReceived(envelope: nil, step: step, effects: effects)
        }
        if !hasSpoken {
            hasSpoken = true
            rubbish = 0
        }
        var effects: [ServerEffect] = []
        let step =
            switch envelope.kind {
            case .result, .error: answered(envelope, message, &effects)
            case .request: asked(envelope, &effects)
            case .notification: notified(envelope, message, &effects)
            }
        return ServerReceived(envelope: envelope, step: step, effects: effects)
    }

    /// A line that is no message: counted before the first valid one, since many servers write a
    /// banner; fewer are borne after it (mcp.md section 8, row 28).
    private mutating func unreadable(
        _ fault: EnvelopeFault, _ effects: inout [ServerEffect]
    ) -> ServerStep {
        if fault.isAnswer, let id = fault.id?.number {
            switch outstanding[id] {
            case .agent(let connection, let request):
                outstanding[id] = nil
                // The server may have taken a subscription: nobody holds it.
                effects += settle(wanted.abandon(id)) + settle(wanted.answered(id, isTaken: true))
                return .broken(
                    ForwardedRequest(id: id, connection: connection, request: request), fault)
            case .page(let list):
                outstanding[id] = nil
                fetches[list]?.fail()
                effects += [.stopWaiting(.page(list, id)), .listed(list)]
            case .probe, .initialize, .listen, .own, nil:
                break
            }
        }
        rubbish += 1
        let most = hasSpoken ? Limits.brokenLines : Limits.rubbishLines
        return rubbish > most ? .fault(.rubbish(rubbish)) : .ignored(.rubbish)
    }

    /// A request of the server: a ping is answered, anything else was never declared.
    private func asked(_ envelope: Envelope, _ effects: inout [ServerEffect]) -> ServerStep {
        guard let id = envelope.id else { return .ignored(.notification) }
        let revision = server?.revision ?? .newestLegacy
        if envelope.method == .ping, revision.era == .legacy {
            effects.append(.send(Answers.empty(to: id, of: revision)))
        } else {
            effects.append(
                .send(Answers.error(to: id, of: revision, .methodNotFound, "Method not found")))
        }
        return .handled
    }

    /// Takes the next id for a purpose.
    mutating func take(_ purpose: Purpose) -> Int64 {
        let id = nextID
        nextID += 1
        outstanding[id] = purpose
        return id
    }

    /// Takes the next id for a request whose answer matters to nobody.
    mutating func takeOwn() -> Int64 {
        let id = take(.own)
        keepAsOwn(id)
        return id
    }

    /// The answer to a request of ours matters to nobody any more, and may never come: of those the
    /// older half is forgotten when they are too many.
    mutating func keepAsOwn(_ id: Int64) {
        outstanding[id] = .own
        own.insert(id)
        guard own.count > Limits.rememberedAnswers else { return }
        for old in own.sorted().prefix(own.count / 2) {
            own.remove(old)
            outstanding[old] = nil
            wanted.forget(old)
            forgottenOwn = max(forgottenOwn, old)
        }
    }
}
