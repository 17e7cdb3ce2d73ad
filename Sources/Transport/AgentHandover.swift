import CLinux
import Glibc

/// The agent's side of the agent socket, for `pullcord connect`: blocking, without threads, cheap to
/// start.
package struct AgentHandover {
    /// How the connection ended.
    package enum Ending: Sendable, Equatable {
        /// The supervisor closed it, or the agent did: nothing to say.
        case closed
        /// The supervisor said no, or no more, with these untrusted words for the person here.
        case refused([UInt8])
    }

    /// The agent socket.
    package var path: String
    /// Users that may be the supervisor. Nothing is sent to anybody else.
    package var supervisors: Set<UInt32>
    /// The greeting line without its newline.
    package var greeting: [UInt8]
    /// The agent's descriptors.
    package var input: Int32 = 0
    package var output: Int32 = 1

    package init(path: String, supervisors: Set<UInt32>, greeting: [UInt8]) {
        self.path = path
        self.supervisors = supervisors
        self.greeting = greeting
    }

    /// Connects, hands the descriptors over where both are pipes or sockets (and closes its own), or
    /// relays their bytes where not, and returns when the connection is over.
    package func run() throws(TransportError) -> Ending {
        ThisProcess.ignoreWriteSignals()
        let socket = try SupervisorConnection(path: path, supervisors: supervisors).taken()
        let isHandedOver = isStream(input) && isStream(output)
        try greet(socket.number, hands: isHandedOver)
        var isRelay = !isHandedOver
        let answers = StatusReader(socket: socket.number)
        while true {
            switch try answers.next() {
            case .relay: isRelay = true
            case .refused(let words): return .refused(words)
            case nil: throw TransportError(.closed, "the supervisor closed the connection at once")
            case .admitted:
                guard !isRelay else { return try relay(socket.number) }
                close(input)
                close(output)
                return try wait(answers)
            }
        }
    }

    private func isStream(_ descriptor: Int32) -> Bool {
        var about = stat()
        guard fstat(descriptor, &about) == 0 else { return false }
        let kind = about.st_mode & S_IFMT
        return kind == S_IFIFO || (kind == S_IFSOCK && pc_is_connected_stream(descriptor) == 1)
    }

    private func greet(_ socket: Int32, hands: Bool) throws(TransportError) {
        if hands {
            share(input)
            share(output)
        }
        let line = greeting + [0x0a]
        var sent = 0
        while sent < line.count {
            let count = line.withUnsafeBytes { bytes in
                pc_send_descriptors(
                    socket, bytes.baseAddress.map { $0 + sent }, bytes.count - sent,
                    [input, output], hands && sent == 0 ? 2 : 0)
            }
            guard count > 0 else {
                throw TransportError(.closed, "cannot greet the supervisor", number: Int32(-count))
            }
            sent += count
        }
    }

    /// Lets a supervisor of another user open the pipe again. Only a pipe without a name: nobody can
    /// reach it but who holds it already.
    private func share(_ descriptor: Int32) {
        guard pc_is_anonymous_pipe(descriptor) == 1 else { return }
        _ = fchmod(descriptor, 0o666)
    }

    private func wait(_ answers: StatusReader) throws(TransportError) -> Ending {
        while let status = try answers.next() {
            if case .refused(let words) = status { return .refused(words) }
        }
        return .closed
    }

    private func relay(_ socket: Int32) throws(TransportError) -> Ending {
        try ByteRelay(input: input, output: output, socket: socket).run()
        return .closed
    }
}
