import CLinux
import Glibc

/// A connection to a socket of the supervisor, behind which is nobody else.
struct SupervisorConnection: ~Copyable {
    let socket: Descriptor
    /// Who serves it.
    let peer: PeerCredentials

    /// Connects, and sends nothing to anybody: throws `.untrustedPeer` where the socket is served by
    /// a user that is not one of `supervisors`, and `.unreachable` where nobody serves it.
    init(path: String, supervisors: Set<UInt32>) throws(TransportError) {
        try SocketPath.check(path)
        let result = pc_unix_connect(path)
        guard result != -ENOENT, result != -ECONNREFUSED else {
            throw TransportError(
                .unreachable, "no supervisor listens on \(path): start it with pullcord supervise",
                number: -result)
        }
        let connected = Descriptor(try succeed(result, .unreachable, "cannot connect to \(path)"))
        let peer = try PeerCredentials(ofSocket: connected.number)
        guard supervisors.contains(peer.user) else {
            throw TransportError(
                .untrustedPeer,
                "\(path) is served by user \(peer.user), who is not the supervisor: nothing was sent"
            )
        }
        socket = connected
        self.peer = peer
    }

    /// The socket alone, for whoever need not know more of the other side.
    consuming func taken() -> Descriptor { socket }
}
