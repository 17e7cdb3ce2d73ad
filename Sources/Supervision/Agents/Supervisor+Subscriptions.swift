import Governance
import MCP
import Transport

extension Supervisor {
    /// A listen of a modern agent. What it hears of lists is what it may list anyway; resources
    /// need the grant that reading them needs, so those are put to the gate.
    func openListen(
        _ request: AgentRequest, _ opening: OpeningListen, _ envelope: Envelope,
        _ message: UnsafeRawBufferPointer, by connection: AgentConnection
    ) {
        guard !opening.resources.isEmpty else {
            connection.channel.write(opening.acknowledgement)
            return
        }
        connection.openingListens[request.id] = opening
        propose(request, envelope, message, by: connection)
    }

    /// The gate let a listen: the server is told of the resources, the agent that it stands. The
    /// request itself stays open until either side ends it.
    func stand(_ call: OpenCall, _ caller: Caller, on link: ServerLink) {
        let connection = caller.connection
        connection.calls[caller.request.id] = nil
        call.caller = nil
        land(call.id, .succeeded)
        guard let opening = connection.openingListens.removeValue(forKey: caller.request.id)
        else { return }
        connection.channel.write(opening.acknowledgement)
        perform(link.session.want(opening.resources, isOn: true), on: link)
    }

    /// A listen is over: its resources are wanted once less.
    func listenEnded(_ id: RequestID, _ resources: [String], of connection: AgentConnection) {
        guard connection.openingListens.removeValue(forKey: id) == nil else { return }
        unwant(resources, of: connection)
    }

    /// A connection is gone, and with it what it wanted to hear of.
    func subscriptionsEnded(of connection: AgentConnection) {
        unwant(standing(connection), of: connection)
    }

    /// The resources that a connection wants to hear of and that the gate has let.
    private func standing(_ connection: AgentConnection) -> [String] {
        var wanted = connection.session.wantedResources
        for uri in connection.openingListens.values.flatMap(\.resources) {
            if let place = wanted.firstIndex(where: { $0.utf8.elementsEqual(uri.utf8) }) {
                wanted.remove(at: place)
            }
        }
        return wanted
    }

    /// A new process of a server does not know what was subscribed to at the one before it.
    func wantAgain(_ link: ServerLink) {
        for connection in agents.values where connection.key == link.key {
            perform(link.session.want(standing(connection), isOn: true), on: link)
        }
    }

    private func unwant(_ resources: [String], of connection: AgentConnection) {
        guard !resources.isEmpty, let link = servers[connection.key], !link.isStopping else {
            return
        }
        perform(link.session.want(resources, isOn: false), on: link)
    }
}
