import CLinux
import Glibc

/// Where a channel's bytes go: one write(2) at a time, straight from the channel's own queue, so that
/// nothing lies in a library's buffer that a kill could not reach.
final class ByteOutput {
    enum Result {
        case wrote(Int)
        case wouldBlock
        case failed(errno: Int32)
    }

    private let descriptor: Int32
    private let isSocket: Bool
    private var watch: Watch?
    private var isWaiting = false
    private var isClosed = false
    private let writable: () -> Void

    /// Takes the descriptor over. `writable` is called once after each `wait`.
    init(
        _ descriptor: consuming Descriptor, isSocket: Bool, on loop: Loop,
        writable: @escaping () -> Void
    ) {
        let number = descriptor.release()
        self.descriptor = number
        self.isSocket = isSocket
        self.writable = writable
        watch = Watch(number, on: loop) { [weak self] in self?.ready() }
    }

    deinit {
        close()
    }

    func write(_ bytes: UnsafeRawBufferPointer) -> Result {
        while true {
            let count: Int
            if isSocket {
                // A socket's flags may be shared with the peer: say here that the call must not block.
                let flags = PC_SEND_FLAGS
                count = send(descriptor, bytes.baseAddress, bytes.count, flags)
            } else {
                count = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
            }
            if count >= 0 { return .wrote(count) }
            if errno == EAGAIN { return .wouldBlock }
            if errno != EINTR { return .failed(errno: errno) }
        }
    }

    /// Whether somebody can still read what is written. One who says no more may go on reading.
    var hasReader: Bool {
        guard !isClosed else { return false }
        var entry = pollfd(fd: descriptor, events: 0, revents: 0)
        guard poll(&entry, 1, 0) > 0 else { return true }
        return Int32(entry.revents) & (POLLERR | POLLHUP | POLLNVAL) == 0
    }

    /// Calls `writable` when the descriptor takes bytes again.
    func wait() {
        guard !isWaiting, !isClosed else { return }
        isWaiting = true
        watch?.arm(for: PC_WRITABLE)
    }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        // The reading side may be another descriptor of the same socket, which keeps it open.
        if isSocket { shutdown(descriptor, Int32(SHUT_WR)) }
        watch?.retire()
        watch = nil
    }

    private func ready() {
        isWaiting = false
        guard !isClosed else { return }
        writable()
    }
}
