import CLinux
import Glibc

/// The agent socket: takes connections of shims, hears each one's greeting, and takes the descriptors
/// that come with it. Bound to the loop.
package final class AgentListener: @unchecked Sendable {
    // Unchecked: made and used on the loop only, which `bind` checks.

    /// What a stranger may take of us before they are known.
    package struct Limits: Sendable, Hashable {
        /// Longest greeting in bytes.
        package var greetingBytes = 8 * 1024
        /// Nanoseconds from connecting to the end of the greeting.
        package var greetingNanoseconds: UInt64 = 5_000_000_000
        /// Connections that may be greeting at a time; one more is refused.
        package var pending = 64
        /// Of one user, so that a stranger cannot take all of them.
        package var pendingPerUser = 16

        package init() {}
    }

    private let limits: Limits
    private let loop: Loop
    private var listener: UnixListener?
    /// Shims that have not finished their greeting.
    private(set) var greeting: [ObjectIdentifier: Greeting] = [:]
    private let arrived: (AgentArrival) -> Void

    /// Binds and listens; `arrived` is called on the loop for each shim whose greeting is whole.
    package static func bind(
        _ place: UnixListener.Place, limits: Limits = Limits(), on loop: Loop,
        arrived: @escaping (AgentArrival) -> Void
    ) throws(TransportError) -> AgentListener {
        let agents = AgentListener(limits, on: loop, arrived: arrived)
        agents.listener = try UnixListener.bind(place, on: loop) { [weak agents] connection in
            agents?.take(connection)
        }
        return agents
    }

    private init(_ limits: Limits, on loop: Loop, arrived: @escaping (AgentArrival) -> Void) {
        self.limits = limits
        self.loop = loop
        self.arrived = arrived
    }

    /// Stops listening; who is greeting is cut off.
    package func close() {
        listener?.close()
        listener = nil
        for pending in greeting.values { pending.close() }
        greeting.removeAll()
    }

    private func take(_ connection: UnixConnection) {
        let ofUser = greeting.values.count { $0.connection.peer.user == connection.peer.user }
        guard greeting.count < limits.pending, ofUser < limits.pendingPerUser else {
            let line = ShimStatus.refused(Array("too many agents are connecting; try again".utf8))
                .line
            _ = send(connection.descriptor, line, line.count, PC_SEND_FLAGS)
            connection.close()
            return
        }
        let pending = Greeting(connection, limits) { [weak self] pending, arrival in
            self?.greeting[ObjectIdentifier(pending)] = nil
            if let arrival { self?.arrived(arrival) }
        }
        greeting[ObjectIdentifier(pending)] = pending
        pending.begin()
    }
}
