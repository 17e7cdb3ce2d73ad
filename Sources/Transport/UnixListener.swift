import CLinux
import Glibc

/// Listens on a Unix socket. Bound to the loop.
package final class UnixListener: @unchecked Sendable {
    // Unchecked: made and used on the loop only, which `bind` checks.

    /// Where it lies and who may reach it.
    package struct Place: Sendable, Hashable {
        package var path: String
        /// The most that the directory's mode may allow: 0700 for ourselves alone, 0711 for a socket
        /// that others may reach but not replace.
        package var directoryMode: UInt32
        /// Mode of the socket: who may connect must be able to write.
        package var socketMode: UInt32

        package init(path: String, directoryMode: UInt32, socketMode: UInt32) {
            self.path = path
            self.directoryMode = directoryMode
            self.socketMode = socketMode
        }
    }

    private let place: Place
    private let descriptor: Int32
    private var watch: Watch?
    private var isClosed = false
    private let loop: Loop
    private let accepted: (UnixConnection) -> Void

    /// Connections waiting for `accept`: beyond it the kernel lets connecting clients wait or fail.
    private static let backlog: Int32 = 64
    /// Connections taken in one turn, so that a storm of them leaves time for calls.
    private static let acceptsPerTurn = 16
    /// Pause after the process has run out of descriptors.
    private static let exhaustedNanoseconds: UInt64 = 100_000_000

    /// Binds and listens; a socket left by one that is gone is replaced. `accepted` is called on the
    /// loop for each connection.
    package static func bind(
        _ place: Place, on loop: Loop, accepted: @escaping (UnixConnection) -> Void
    ) throws(TransportError) -> UnixListener {
        loop.preconditionOnLoop()
        try SocketPath.check(place.path)
        try SocketPath.checkDirectory(of: place.path, mode: place.directoryMode)
        try SocketPath.clear(place.path)
        let descriptor = Descriptor(
            try succeed(
                pc_unix_listen(place.path, place.socketMode, backlog),
                "cannot listen on \(place.path)"))
        return UnixListener(place, descriptor, on: loop, accepted: accepted)
    }

    private init(
        _ place: Place, _ descriptor: consuming Descriptor, on loop: Loop,
        accepted: @escaping (UnixConnection) -> Void
    ) {
        self.place = place
        self.descriptor = descriptor.release()
        self.loop = loop
        self.accepted = accepted
        let watch = Watch(self.descriptor, on: loop) { [weak self] in self?.acceptAll() }
        self.watch = watch
        watch.arm()
    }

    deinit {
        close()
    }

    /// Stops listening and removes the socket from the file system.
    package func close() {
        guard !isClosed else { return }
        isClosed = true
        watch?.retire()
        watch = nil
        unlink(place.path)
    }

    private func acceptAll() {
        for _ in 0..<UnixListener.acceptsPerTurn where !isClosed {
            let result = pc_accept(descriptor)
            if result == -EAGAIN { break }
            if result == -EMFILE || result == -ENFILE || result == -ENOMEM || result == -ENOBUFS {
                loop.schedule(in: UnixListener.exhaustedNanoseconds) { [weak self] in
                    self?.watch?.arm()
                }
                return
            }
            // Any other error is that connection's: it went before it was accepted.
            guard result >= 0 else { continue }
            take(Descriptor(result))
        }
        watch?.arm()
    }

    private func take(_ descriptor: consuming Descriptor) {
        guard let peer = try? PeerCredentials(ofSocket: descriptor.number) else { return }
        accepted(UnixConnection(descriptor, peer: peer, on: loop))
    }
}
