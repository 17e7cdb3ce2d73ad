import CLinux
import Glibc

/// One blocking connection to a supervisor, for a command that asks and waits for its answer. No loop,
/// no thread.
package final class LineClient {
    private let socket: Int32
    private var reader: LineReader
    private var lines: [[UInt8]] = []
    private var isOver = false
    private var hadTooLong = false

    /// Who serves the socket.
    package let peer: PeerCredentials

    /// Connects, and sends nothing to anybody but `supervisors`.
    package init(
        path: String, supervisors: Set<UInt32>, longestLine: Int = 16 << 20
    ) throws(TransportError) {
        ThisProcess.ignoreWriteSignals()
        let connection = try SupervisorConnection(path: path, supervisors: supervisors)
        peer = connection.peer
        socket = connection.socket.release()
        reader = LineReader(limit: longestLine)
    }

    deinit {
        close(socket)
    }

    /// Sends one line, which must hold no newline. Blocks while the supervisor does not read.
    package func send(_ line: [UInt8]) throws(TransportError) {
        let bytes = line + [0x0a]
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(
                    socket, $0.baseAddress.map { $0 + sent }, $0.count - sent,
                    PC_SEND_FLAGS & ~PC_RECEIVE_FLAGS)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                throw TransportError(.closed, "the supervisor hung up", number: errno)
            }
            sent += count
        }
    }

    /// The next line without its newline; nil when the supervisor has closed the connection. Throws
    /// `.timedOut` after `deadline`, in nanoseconds since boot; without one it waits on.
    package func receive(until deadline: UInt64? = nil) throws(TransportError) -> [UInt8]? {
        while lines.isEmpty {
            guard !hadTooLong else {
                hadTooLong = false
                throw TransportError(
                    .tooLong, "the supervisor sent a line of over \(reader.limit) bytes")
            }
            guard !isOver else { return nil }
            try wait(until: deadline)
            readOnce()
        }
        return lines.removeFirst()
    }

    private func wait(until deadline: UInt64?) throws(TransportError) {
        while true {
            var milliseconds: Int32 = -1
            if let deadline {
                let now = pc_clock_boottime()
                guard now < deadline else {
                    throw TransportError(.timedOut, "the supervisor did not answer in time")
                }
                milliseconds = Int32(clamping: (deadline - now) / 1_000_000 + 1)
            }
            var watched = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            if poll(&watched, 1, milliseconds) > 0 { return }
        }
    }

    private func readOnce() {
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        let count = read(socket, &chunk, chunk.count)
        if count < 0 && errno == EINTR { return }
        guard count > 0 else {
            isOver = true
            return
        }
        var found: [[UInt8]] = []
        var tooLong = false
        chunk.withUnsafeBytes { bytes in
            reader.take(UnsafeRawBufferPointer(rebasing: bytes[..<count])) { piece in
                switch piece {
                case .line(let line): found.append(Array(line))
                case .tooLong: tooLong = true
                }
                return true
            }
        }
        lines += found
        hadTooLong = hadTooLong || tooLong
    }
}
