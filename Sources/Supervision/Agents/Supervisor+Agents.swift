import Control
import Governance
import MCP
import SafeText
import Transport

extension Supervisor {
    /// Connections of all agents at once: the design's 50 agents with a few each.
    static let agentConnectionLimit = 1_000
    /// Connections of one agent, so that it takes none from the others: several clients with every
    /// server of the design's numbers.
    static let connectionsPerAgent = 100

    /// Agents whose proof is being read: as many as may be greeting at a time.
    static let arrivingLimit = AgentListener.Limits().pending

    /// A shim said its greeting: prove who it is, then take its streams.
    func agentArrived(_ arrival: AgentArrival) {
        let greeting: AgentGreeting
        do {
            greeting = try arrival.greeting.withUnsafeBytes { bytes throws(WireFault) in
                try AgentGreeting(bytes)
            }
        } catch {
            return arrival.refuse(words("the greeting was not understood: \(error)"))
        }
        look(at: arrival, greeting)
    }

    /// By what an agent is proven is looked up: a file off the loop, where a disk that hangs keeps
    /// waiting only who arrives with that file.
    func look(at arrival: AgentArrival, _ greeting: AgentGreeting) {
        guard let agent = governor.policy?.agents[AgentName(greeting.agent)] else {
            return turnAway(arrival, greeting)
        }
        switch agent.proof {
        case .user:
            let user = arrival.peer.user
            let isProven = accounts.agents[agent.name] == user
            welcome(arrival, greeting, as: agent, isProven ? .user(user) : nil)
        case .token(let file):
            guard let token = greeting.token else { return turnAway(arrival, greeting) }
            let path = configuration.path(fromPolicy: file)
            knock(ArrivingAgent(arrival, greeting, agent, token), at: path)
        }
    }

    /// One sentence for every way of not being that agent: a stranger learns nothing by asking.
    func turnAway(_ arrival: AgentArrival, _ greeting: AgentGreeting) {
        lookNowAndThen(isAsked: true)
        log.notice("an agent was refused at the socket: no proof", greeting.agent)
        arrival.refuse(
            words("agent \(greeting.agent) is not proven: check its name and its token file"))
    }

    func welcome(
        _ arrival: AgentArrival, _ greeting: AgentGreeting, as policy: AgentPolicy,
        _ evidence: Evidence?
    ) {
        guard !isStopping else { return arrival.refuse(words("the supervisor is stopping")) }
        guard let evidence else { return turnAway(arrival, greeting) }
        let agent = policy.name
        guard agents.count < Supervisor.agentConnectionLimit else {
            return arrival.refuse(words("too many agents are connected"))
        }
        // Nobody is read from, and each that comes and goes makes entries.
        guard !isHoldingBack else {
            return arrival.refuse(words("the supervisor's disk is behind: try again later"))
        }
        let own = agents.values.count { $0.key.agent == agent }
        guard own < Supervisor.connectionsPerAgent else {
            return arrival.refuse(
                words("agent \(agent) has \(own) connections open, and may have no more"))
        }
        guard !refusals.isExhausted(agent, at: SystemReading.bootNanoseconds) else {
            return arrival.refuse(
                words("too much that agent \(agent) asked was refused: try again later"))
        }
        guard let server = server(for: policy, greeting.server) else {
            let names = policy.servers.map(\.text).sorted().joined(separator: ", ")
            return arrival.refuse(
                words(
                    greeting.server.map { "agent \(agent) has no server \($0); it has: \(names)" }
                        ?? "name one server with --server; agent \(agent) has: \(names)"))
        }
        let run = greeting.run.map { marks.runToken($0, of: agent) }
        admit(arrival, as: ServerKey(agent: agent, server: server), evidence, run)
    }

    private func admit(
        _ arrival: AgentArrival, as key: ServerKey, _ evidence: Evidence,
        _ run: Governance.Digest?
    ) {
        let channel: LineChannel
        do {
            channel = try arrival.admit()
        } catch {
            return log.notice("an agent's streams could not be taken", error.description)
        }
        let id = ConnectionID(nextConnection)
        nextConnection += 1
        let connection = AgentConnection(
            id: id, key: key, channel: channel, user: arrival.peer.user, evidence: evidence,
            run: run, session: AgentSession(server: servers[key]?.session.server ?? profiles[key]),
            supervisor: self)
        connection.turn = nextTurn
        agents[id] = connection
        let happened = happen(.attached(key.agent, id, run: run))
        channel.start(connection)
        charge(key.agent, entries: happened.facts.count)
        if !mayBeRead(key.agent) { channel.pause() }
    }

    /// The connection is gone: what it asked for has no caller any more.
    func agentLeft(_ connection: AgentConnection) {
        agents[connection.id] = nil
        contention.left(connection.id)
        for call in connection.calls.values.sorted() {
            callerLeft(call, reason: "the agent hung up")
        }
        connection.calls = [:]
        // After the calls: one that ends a subscription and was not written yet is taken back first.
        subscriptionsEnded(of: connection)
        charge(connection.key.agent, entries: happen(.detached(connection.id)).facts.count)
    }

    /// How often it is looked whether an agent that says no more still reads.
    private static let readerLookNanoseconds: UInt64 = 1_000_000_000

    /// An agent said its last line. What it asked for it still gets, for as long as it reads: a
    /// script may say all at once and end its input.
    func inputEnded(of connection: AgentConnection) {
        let isKnown = connection.isInputOver
        connection.isInputOver = true
        closeWhenDone(connection)
        if !isKnown { lookForReader(connection) }
    }

    /// Closes a connection whose agent says no more once it has all its answers.
    func closeWhenDone(_ connection: AgentConnection) {
        guard !isOwedAnswers(connection) || !connection.channel.hasReader else { return }
        connection.channel.close()
    }

    private func isOwedAnswers(_ connection: AgentConnection) -> Bool {
        !connection.deferred.isEmpty || !connection.session.requestsInFlight.isEmpty
    }

    private func lookForReader(_ connection: AgentConnection) {
        loop.schedule(in: Supervisor.readerLookNanoseconds) { [weak self] in
            self?.assumeIsolated { supervisor in
                guard supervisor.agents[connection.id] === connection else { return }
                supervisor.closeWhenDone(connection)
                supervisor.lookForReader(connection)
            }
        }
    }

    func faulted(_ fault: LineFault, of connection: AgentConnection) {
        switch fault {
        case .tooLong(let limit):
            connection.channel.write(connection.session.lineTooLong(limit: limit))
        case .writeQueueFull:
            log.notice("an agent does not read and is cut off", connection.key.agent.text)
            connection.channel.closeNow()
        case .cutOff, .writeFailed: break
        }
    }

    /// The server that is wanted, where the agent may use it; the only one where none is named.
    private func server(for agent: AgentPolicy, _ wanted: String?) -> ServerName? {
        let granted = agent.servers.filter { governor.policy?.servers[$0] != nil }
        guard let wanted else { return granted.count == 1 ? granted.first : nil }
        return granted.contains(ServerName(wanted)) ? ServerName(wanted) : nil
    }

    /// Closes the connections whose proof is not what the policy in force asks for, or whose token
    /// was replaced or taken away.
    func dropUnproven() {
        for connection in agents.values where !isStillProven(connection) {
            log.notice("an agent is cut off: its proof changed", connection.key.agent.text)
            connection.channel.closeNow()
        }
    }

    private func isStillProven(_ connection: AgentConnection) -> Bool {
        let agent = connection.key.agent
        switch (governor.policy?.agents[agent]?.proof, connection.evidence) {
        case (.user, .user(let user)): return accounts.agents[agent] == user
        case (.token, .token(let hash)): return surroundings.tokens[agent] == hash
        default: return false
        }
    }

    /// An agent whose token was written or revoked loses its connections.
    func dropAll(of agent: AgentName) {
        for connection in agents.values where connection.key.agent == agent {
            connection.channel.closeNow()
        }
    }

    func words(_ sentence: String) -> [UInt8] { Array(sentence.utf8) }
}
