import CLinux
import Glibc

/// Copies between an agent's descriptors and the agent socket, where they cannot be handed over (a
/// file, a terminal). One thread, one chunk in each direction.
struct ByteRelay {
    private static let chunk = 64 * 1024
    let input: Int32
    let output: Int32
    let socket: Int32

    /// Runs until the socket ends, or nobody reads the output any more.
    func run() throws(TransportError) {
        // Only the socket: the agent's descriptors may be shared with processes that expect them to block.
        _ = pc_set_nonblocking(socket)
        var requests = Direction(from: input, to: socket)
        var answers = Direction(from: socket, to: output)
        while !answers.isOver {
            var watched = [requests.watch(), answers.watch()]
            guard poll(&watched, 2, -1) >= 0 else {
                if errno == EINTR { continue }
                throw TransportError(.system, "cannot wait for the agent", number: errno)
            }
            if watched[0].revents != 0 {
                requests.step()
                if requests.isOver { shutdown(socket, Int32(SHUT_WR)) }
            }
            if watched[1].revents != 0 { answers.step() }
        }
    }

    private struct Direction {
        let from: Int32
        let to: Int32
        private var bytes: [UInt8] = []
        private var next = 0
        private(set) var isOver = false

        init(from: Int32, to: Int32) {
            self.from = from
            self.to = to
        }

        func watch() -> pollfd {
            if isOver { return pollfd(fd: -1, events: 0, revents: 0) }
            return next < bytes.count
                ? pollfd(fd: to, events: Int16(POLLOUT), revents: 0)
                : pollfd(fd: from, events: Int16(POLLIN), revents: 0)
        }

        /// Does what `watch` waited for.
        mutating func step() {
            if next < bytes.count { write() } else { read() }
        }

        private mutating func read() {
            var result = 0
            bytes = [UInt8](unsafeUninitializedCapacity: ByteRelay.chunk) { buffer, count in
                result = Glibc.read(from, buffer.baseAddress, buffer.count)
                count = max(0, result)
            }
            next = 0
            isOver = result == 0 || (result < 0 && errno != EINTR && errno != EAGAIN)
        }

        private mutating func write() {
            // No more than a pipe takes for sure when it is ready: the output may be blocking.
            let count = min(bytes.count - next, Int(PIPE_BUF))
            let written = bytes.withUnsafeBytes { all in
                Glibc.write(to, all.baseAddress.map { $0 + next }, count)
            }
            if written > 0 {
                next += written
            } else if errno != EINTR && errno != EAGAIN {
                isOver = true
            }
        }
    }
}
