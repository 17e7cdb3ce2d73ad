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

    /// A list, a pin or the policy changed: the agents are told that see something else now. The pin
    /// of a tool is one for all agents, so that what one process lists may hide it from others.
    func tellOfChange(of kind: ListKind, at server: ServerName) {
        for link in servers.values where link.key.server == server {
            guard let list = link.session.lastKnown(kind) else { continue }
            let shown = list.items.filter { isShown($0, of: kind, to: link.key) }
            let before = link.shown.updateValue(shown, forKey: kind)
            guard let before, !before.elementsEqual(shown, by: { $0.bytes == $1.bytes }) else {
                continue
            }
            for connection in agents.values where connection.key == link.key {
                guard !connection.listWaits.contains(where: { $0.kind == kind }) else { continue }
                for line in connection.session.changed(kind) { connection.channel.write(line) }
            }
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
