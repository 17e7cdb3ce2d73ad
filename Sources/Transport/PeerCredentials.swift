import CLinux

/// Who is at the other end of a Unix socket, as the kernel noted it when they connected or listened.
package struct PeerCredentials: Sendable, Hashable {
    /// Process id at that time; it may have ended since and been given to another.
    package let process: Int32
    package let user: UInt32
    package let group: UInt32

    package init(process: Int32, user: UInt32, group: UInt32) {
        self.process = process
        self.user = user
        self.group = group
    }

    init(ofSocket descriptor: Int32) throws(TransportError) {
        var peer = pc_peer()
        _ = try succeed(pc_peer_credentials(descriptor, &peer), "cannot tell who is at the socket")
        self.init(process: peer.pid, user: peer.uid, group: peer.gid)
    }
}
