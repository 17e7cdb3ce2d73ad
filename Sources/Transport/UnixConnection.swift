import CLinux
import Glibc

/// A connection that a listener accepted, before it is known what it is for. Bound to the loop; it is
/// closed when it is let go unused.
package final class UnixConnection: @unchecked Sendable {
    // Unchecked: made and used on the loop only.

    /// Who connected.
    package let peer: PeerCredentials
    let loop: Loop
    private(set) var descriptor: Int32

    init(_ descriptor: consuming Descriptor, peer: PeerCredentials, on loop: Loop) {
        self.descriptor = descriptor.release()
        self.peer = peer
        self.loop = loop
    }

    deinit {
        guard descriptor >= 0 else { return }
        // On the loop, where whoever watched it has said so before.
        loop.here { [descriptor] in Glibc.close(descriptor) }
    }

    /// Closes it without a word.
    package func close() {
        guard descriptor >= 0 else { return }
        Glibc.close(descriptor)
        descriptor = -1
    }

    /// Gives the descriptor away; the connection is used up.
    func take() -> Descriptor {
        precondition(descriptor >= 0, "a connection is used once")
        defer { descriptor = -1 }
        return Descriptor(descriptor)
    }

    /// Lines over this connection, which is used up by it.
    package func lineChannel(limits: LineLimits) throws(TransportError) -> LineChannel {
        loop.preconditionOnLoop()
        let socket = take()
        let copy = Descriptor(try succeed(pc_duplicate(socket.number), "no descriptor left"))
        let channel = LineChannel(limits: limits, on: loop)
        channel.attach(
            input: PipeInput(socket, on: loop, consumer: channel),
            output: ByteOutput(copy, isSocket: true, on: loop) { channel.flush() })
        return channel
    }
}
