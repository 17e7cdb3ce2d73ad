import Governance
import MCP
import Transport

extension Supervisor {
    /// Progress of a call under way goes to its caller, under the caller's own token.
    func progressed(
        _ forwarded: ForwardedRequest, _ envelope: Envelope, _ message: UnsafeRawBufferPointer,
        by link: ServerLink
    ) {
        guard let id = link.calls[forwarded.id], let caller = calls[id]?.caller,
            caller.connection.takesNews
        else { return }
        let edit = caller.connection.session.progress(
            of: caller.request.id, envelope, in: message)
        guard let edit else { return }
        caller.connection.channel.write { pen in
            edit.pieces(of: message) { pen.append($0) }
        }
    }

    /// A log message goes to the connections that want its level.
    func logged(
        _ level: LogLevel, _ owner: UInt64?, _ message: UnsafeRawBufferPointer,
        by link: ServerLink
    ) {
        for connection in agents.values where connection.key == link.key {
            let isOwn = owner == connection.id.number
            guard connection.takesNews else { continue }
            guard owner == nil || isOwn, connection.session.takes(log: level, isOwn: isOwn) else {
                continue
            }
            connection.channel.write(message)
        }
    }

    /// A resource was updated: the connections that subscribed to it are told, while the agent has
    /// a grant for resources.
    func updated(_ uri: String, by link: ServerLink) {
        guard governor.policy?.agents[link.key.agent]?.resources[link.key.server] != nil else {
            return
        }
        for connection in agents.values where connection.key == link.key && connection.takesNews {
            for line in connection.session.updated(uri: uri) { connection.channel.write(line) }
        }
    }
}
