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
        let holder = ResourceHolder.listen(
            connection: connection.id.number, caller.request.id)
        perform(link.session.want(opening.resources, isOn: true, by: holder), on: link)
    }

    /// A listen is over, and its wish for resources with it.
    func listenEnded(_ id: RequestID, _ resources: [String], of connection: AgentConnection) {
        guard connection.openingListens.removeValue(forKey: id) == nil, !resources.isEmpty,
            let link = servers[connection.key], !link.isStopping
        else { return }
        let holder = ResourceHolder.listen(connection: connection.id.number, id)
        perform(link.session.want(resources, isOn: false, by: holder), on: link)
    }

    /// What became of an agent's wish for a resource, by what the server's session holds now.
    func noteSubscription(_ caller: Caller) {
        let connection = caller.connection
        guard case .subscription = caller.request.kind,
            let uri = connection.session.wish(of: caller.request.id),
            let link = servers[connection.key], link.session.isOpen
        else { return }
        let holder = ResourceHolder.subscriber(connection: connection.id.number)
        connection.session.subscriptionAnswered(
            caller.request.id, stands: link.session.isWanted(uri, by: holder))
    }

    /// A connection is gone, and with it what it wanted to hear of.
    func subscriptionsEnded(of connection: AgentConnection) {
        guard let link = servers[connection.key], !link.isStopping else { return }
        perform(link.session.leave(connection.id.number), on: link)
    }

    /// A server does not tell of a resource that agents believed to be subscribed to.
    func unsubscribed(_ uri: String, at link: ServerLink) {
        for connection in agents.values where connection.key == link.key {
            connection.session.unsubscribed(uri: uri)
        }
    }

    /// A new process of a server does not know what was subscribed to at the one before it.
    func wantAgain(_ link: ServerLink) {
        for connection in agents.values where connection.key == link.key {
            guard governor.mayHear(connection.key.agent, of: link.key.server, on: connection.id)
            else {
                // Asked for again, it goes through the gate.
                for uri in connection.session.subscribedResources {
                    connection.session.unsubscribed(uri: uri)
                }
                continue
            }
            let number = connection.id.number
            var wishes = [
                (
                    connection.session.subscribedResources,
                    ResourceHolder.subscriber(connection: number)
                )
            ]
            for (id, resources) in connection.session.listenResources
            where connection.openingListens[id] == nil {
                wishes.append((resources, .listen(connection: number, id)))
            }
            for (resources, holder) in wishes {
                perform(link.session.want(resources, isOn: true, by: holder), on: link)
            }
        }
    }
}
