import Control
import Glibc
import Synchronization

/// The supervisor's side of the control socket: answers each request by a table and keeps what was
/// asked. It lives on a thread of its own, for the commands under test block.
final class FakeSupervisor: Sendable {
    typealias Answers = @Sendable (ControlRequest) -> [ControlLine.Piece]

    /// The directory to name with `--run`.
    let run: String
    private let listener: Int32
    private let answers: Answers
    private let thread = Mutex<pthread_t?>(nil)
    private let kept = Mutex<[ControlRequest]>([])

    /// Every request that came, in order, the hello left out.
    var requests: [ControlRequest] { kept.withLock { $0 } }

    /// Listens in a directory of its own under the system's temporary one.
    init(_ answers: @escaping Answers) throws {
        // Whoever runs the tests may sit at a terminal; the commands must not ask them.
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        dup2(nothing, STDIN_FILENO)
        close(nothing)
        var template = Array("/tmp/pullcord-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(step: "mkdtemp", number: errno) }
        let bytes = template.dropLast().map { UInt8(bitPattern: $0) }
        run = String(decoding: bytes, as: UTF8.self)
        self.answers = answers
        guard mkdir(run + "/control", 0o700) == 0 else {
            throw Failure(step: "mkdir", number: errno)
        }
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) {
            $0.copyBytes(from: (run + "/control/control.sock").utf8)
        }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, listen(listener, 8) == 0 else {
            throw Failure(step: "listen", number: errno)
        }
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self).toOpaque()
        pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<FakeSupervisor>.fromOpaque(context).takeRetainedValue().serve()
                return nil
            }, context)
        self.thread.withLock { $0 = thread }
    }

    /// Ends the listening and its thread, which must be gone before the descriptor is another's.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        thread.withLock { if let thread = $0 { pthread_join(thread, nil) } }
        close(listener)
        unlink(run + "/control/control.sock")
        rmdir(run + "/control")
        rmdir(run)
    }

    struct Failure: Error {
        let step: String
        let number: Int32
    }

    private func serve() {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { return }
            converse(on: connection)
            close(connection)
        }
    }

    private func converse(on connection: Int32) {
        var bytes: [UInt8] = []
        while true {
            while let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(bytes[..<end])
                bytes.removeSubrange(...end)
                guard answer(line, on: connection) else { return }
            }
            var chunk = [UInt8](repeating: 0, count: 4096)
            let count = read(connection, &chunk, chunk.count)
            guard count > 0 else { return }
            bytes += chunk[..<count]
        }
    }

    private func answer(_ bytes: [UInt8], on connection: Int32) -> Bool {
        guard
            let line = try? bytes.withUnsafeBytes({ try ControlCodec.request($0, from: .current) })
        else { return false }
        if case .hello = line.request {} else { kept.withLock { $0.append(line.request) } }
        for piece in answers(line.request) {
            switch piece {
            case .reply(let reply): send(.reply(number: line.number, reply), to: connection)
            case .feed(let feed): send(.feed(feed), to: connection)
            case .bytes(let bytes): send(bytes, to: connection)
            case .close: return false
            }
        }
        return true
    }

    private func send(_ line: ControlLine, to connection: Int32) {
        send(ControlCodec.bytes(of: line) + [UInt8(ascii: "\n")], to: connection)
    }

    private func send(_ bytes: [UInt8], to connection: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}

extension ControlLine {
    /// One thing that the fake does with a request.
    enum Piece: Sendable {
        case reply(ControlReply)
        case feed(ControlFeed)
        /// These bytes, whatever they are.
        case bytes([UInt8])
        case close
    }
}
