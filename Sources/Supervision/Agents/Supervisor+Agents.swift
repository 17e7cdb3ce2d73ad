import Control
import Governance
import MCP
import SafeText
import Transport

extension Supervisor {
    /// Connections of all agents at once: the design's 50 agents with a few each.
    static let agentConnectionLimit = 1_000

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
        let agent = AgentName(greeting.agent)
        // One sentence for every way of not being that agent: a stranger learns nothing by asking.
        guard let policy = governor.policy?.agents[agent],
            proves(policy, greeting, arrival.peer)
        else {
            log.notice("an agent was refused at the socket: no proof", greeting.agent)
            return arrival.refuse(
                words("agent \(greeting.agent) is not proven: check its name and its token file"))
        }
        guard agents.count < Supervisor.agentConnectionLimit else {
            return arrival.refuse(words("too many agents are connected"))
        }
        guard let server = server(for: policy, greeting.server) else {
            let names = policy.servers.map(\.text).sorted().joined(separator: ", ")
            return arrival.refuse(
                words("name one server with --server; agent \(agent) has: \(names)"))
        }
        admit(arrival, as: agent, to: server)
    }

    private func admit(_ arrival: AgentArrival, as agent: AgentName, to server: ServerName) {
        let channel: LineChannel
        do {
            channel = try arrival.admit()
        } catch {
            return log.notice("an agent's streams could not be taken", error.description)
        }
        let id = ConnectionID(nextConnection)
        nextConnection += 1
        let key = ServerKey(agent: agent, server: server)
        let connection = AgentConnection(
            id: id, key: key, channel: channel, user: arrival.peer.user,
            session: AgentSession(server: servers[key]?.session.server ?? profiles[key]),
            supervisor: self)
        agents[id] = connection
        happen(.attached(agent, id))
        channel.start(connection)
        if isHoldingBack { channel.pause() }
    }

    /// The connection is gone: what it asked for has no caller any more.
    func agentLeft(_ connection: AgentConnection) {
        agents[connection.id] = nil
        subscriptionsEnded(of: connection)
        for call in connection.calls.values.sorted() {
            callerLeft(call, reason: "the agent hung up")
        }
        connection.calls = [:]
        happen(.detached(connection.id))
    }

    func faulted(_ fault: LineFault, of connection: AgentConnection) {
        switch fault {
        case .tooLong:
            connection.channel.write(ProtocolError.parseError(fault.description))
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

    private func proves(
        _ agent: AgentPolicy, _ greeting: AgentGreeting, _ peer: PeerCredentials
    ) -> Bool {
        switch agent.proof {
        case .user: accounts.agents[agent.name] == peer.user
        case .token(let file):
            greeting.token.map {
                TokenFile.proves($0, file: configuration.path(fromPolicy: file))
            } ?? false
        }
    }

    /// Whose token or grant was taken away loses its connections.
    func dropUnproven(_ agent: AgentName) {
        for connection in agents.values where connection.key.agent == agent {
            connection.channel.closeNow()
        }
    }

    private func words(_ sentence: String) -> [UInt8] { Array(sentence.utf8) }
}
