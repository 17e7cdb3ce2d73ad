import CLinux
import Glibc

/// An agent's shim that has said its greeting and waits to be admitted or refused. Bound to the loop.
package final class AgentArrival: @unchecked Sendable {
    // Unchecked: made and used on the loop only.

    enum Streams: ~Copyable {
        case handed(input: HandedDescriptor, output: HandedDescriptor)
        case relayed
    }

    /// Who connected, as the kernel knows it.
    package let peer: PeerCredentials
    /// The greeting line without its newline: untrusted bytes.
    package let greeting: [UInt8]
    /// Whether the agent's own descriptors were handed over; else the shim relays.
    package let isHandedOver: Bool
    private let connection: UnixConnection
    private var streams: Streams?

    init(connection: UnixConnection, greeting: [UInt8], streams: consuming Streams) {
        self.connection = connection
        self.greeting = greeting
        peer = connection.peer
        switch streams {
        case .handed: isHandedOver = true
        case .relayed: isHandedOver = false
        }
        self.streams = consume streams
    }

    /// Tells the shim that its agent is admitted and gives the agent's lines. Used once.
    package func admit(limits: LineLimits = .agent) throws(TransportError) -> LineChannel {
        connection.loop.preconditionOnLoop()
        guard let streams = streams.take() else {
            throw TransportError(.closed, "the agent was already answered")
        }
        send(.admitted)
        switch consume streams {
        case .relayed:
            return try connection.lineChannel(limits: limits)
        case .handed(let input, let output):
            return channel(input, output, limits)
        }
    }

    /// Tells the person at the shim why not, and closes. At most 4 KiB of the words are sent.
    package func refuse(_ words: [UInt8]) {
        connection.loop.preconditionOnLoop()
        guard streams.take() != nil else { return }
        send(.refused(words))
        connection.close()
    }

    private func send(_ status: ShimStatus) {
        let line = status.line
        _ = Glibc.send(connection.descriptor, line, line.count, PC_SEND_FLAGS)
    }

    private func channel(
        _ input: consuming HandedDescriptor, _ output: consuming HandedDescriptor,
        _ limits: LineLimits
    ) -> LineChannel {
        let loop = connection.loop
        let channel = LineChannel(limits: limits, on: loop)
        let bytesIn: any ByteInput
        switch consume input {
        case .pipe(let pipe): bytesIn = PipeInput(pipe, on: loop, consumer: channel)
        case .socket(let socket): bytesIn = SocketInput(socket, on: loop, consumer: channel)
        case .unreachable: preconditionFailure("relayed where a pipe cannot be reached")
        }
        let bytesOut: ByteOutput
        let writable = { channel.flush() }
        switch consume output {
        case .pipe(let pipe):
            bytesOut = ByteOutput(pipe, isSocket: false, on: loop, writable: writable)
        case .socket(let socket):
            bytesOut = ByteOutput(socket, isSocket: true, on: loop, writable: writable)
        case .unreachable: preconditionFailure("relayed where a pipe cannot be reached")
        }
        channel.attach(input: bytesIn, output: bytesOut)
        let tether = Tether(connection.take(), on: loop) { channel.peerIsGone() }
        channel.attach(tether: tether)
        return channel
    }
}
