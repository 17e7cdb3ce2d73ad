import CLinux
import Glibc

/// The socket to the shim whose descriptors were handed over. Its life stands for the agent's
/// connection: when the shim ends, the socket closes, and so does the channel.
final class Tether {
    private let descriptor: Int32
    private var watch: Watch?
    private var isClosed = false

    /// Takes the descriptor over; `gone` is called once when the shim is.
    init(_ descriptor: consuming Descriptor, on loop: Loop, gone: @escaping () -> Void) {
        let number = descriptor.release()
        self.descriptor = number
        // A shim has nothing more to say: whatever makes the socket readable is its end.
        let watch = Watch(number, on: loop, handler: gone)
        self.watch = watch
        watch.arm()
    }

    deinit {
        close()
    }

    /// Sends a status line; what the socket does not take at once is lost, with the shim's interest.
    func say(_ status: ShimStatus) {
        guard !isClosed else { return }
        let line = status.line
        _ = send(descriptor, line, line.count, PC_SEND_FLAGS)
    }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        watch?.retire()
        watch = nil
    }
}
