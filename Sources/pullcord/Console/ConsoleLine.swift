import Console
import Control
import Dispatch
import Query
import SafeText
import Synchronization
import Terminal

/// The console's line to the supervisor: one thread reads what comes, another writes what is asked, so
/// that neither waits for the other and the keyboard waits for none.
///
/// When the line is lost it is tried again, at first soon and then every few seconds, for ever.
final class ConsoleLine: Sendable {
    private struct State {
        var socket: SupervisorSocket?
        var outbox: [[UInt8]] = []
    }

    private let state = Mutex(State())
    private let wanted = DispatchSemaphore(value: 0)
    private let again = DispatchSemaphore(value: 0)
    private let path: String
    private let user: UInt32?
    private let tell: @Sendable (ConsoleMessage) -> Bool

    /// The waits between attempts, in milliseconds; the last one is kept to.
    private static let waits = [250, 500, 1_000, 2_000, 5_000]
    /// Entries that are told at once at most: the keyboard is looked at between them.
    private static let batch = 256

    /// `tell` hands a message to the console's loop and may wait for room; it is false when the loop ends.
    init(path: String, user: UInt32?, tell: @escaping @Sendable (ConsoleMessage) -> Bool) {
        self.path = path
        self.user = user
        self.tell = tell
    }

    /// Starts both threads.
    func start() throws(CommandFailure) {
        try TerminalFailure.wrapped { () throws(TerminalFault) in
            try Thread.start { [self] in read() }
            try Thread.start { [self] in write() }
        }
    }

    /// Sends a request when the line is there; without one it is dropped, as the console knows.
    func ask(_ number: UInt64, _ request: ControlRequest) {
        let line = ControlCodec.bytes(of: ControlRequestLine(number: number, request))
        state.withLock { $0.outbox.append(line + [UInt8(ascii: "\n")]) }
        wanted.signal()
    }

    /// Tries again now.
    func reconnect() { again.signal() }

    private func write() {
        while true {
            wanted.wait()
            let (socket, lines) = state.withLock { state in
                defer { state.outbox = [] }
                return (state.socket, state.outbox)
            }
            guard let socket else { continue }
            do throws(CommandFailure) {
                for line in lines {
                    try socket.write(
                        line, until: .after(milliseconds: ControlClient.replyMilliseconds))
                }
            } catch {
                // The reader sees the end of it and says so.
                socket.shutDown()
            }
        }
    }

    private func read() {
        var attempts = 0
        while true {
            var why: CommandFailure
            do throws(CommandFailure) {
                try follow { attempts = 0 }
            } catch { why = error }
            state.withLock { $0.socket = nil }
            let wait = Self.waits[min(attempts, Self.waits.count - 1)]
            attempts += 1
            let retryAt = Clock.now + Int64(wait) * 1_000_000
            guard tell(.disconnected(why: why.words.plain, retryAt: retryAt)) else { return }
            _ = again.wait(timeout: .now() + .milliseconds(wait))
        }
    }

    /// Connects and tells what comes until the line is lost, which is thrown.
    private func follow(_ connected: () -> Void) throws(CommandFailure) -> Never {
        let client = try ControlClient(socket: path, user: user)
        state.withLock { state in
            state.socket = client.connection
            state.outbox = []
        }
        guard tell(.connected(client.welcome)) else { throw Self.over }
        connected()
        var rows: [TailRow] = []
        var memory = EntryMemory()
        while true {
            let line = try client.nextLine()
            switch line {
            case .feed(.entry(let entry)): rows.append(TailRow(entry, &memory))
            default: break
            }
            // Entries are told together as long as more lies ready.
            if !rows.isEmpty, rows.count >= Self.batch || !client.hasLine || !line.isEntry {
                guard tell(.entries(rows)) else { throw Self.over }
                rows = []
            }
            guard tell(line) else { throw Self.over }
        }
    }

    private func tell(_ line: ControlLine) -> Bool {
        switch line {
        case .reply(let number, let reply): tell(.replied(number: number, reply))
        case .feed(.tick(let now, let next)): tell(.beat(now: now, next: next))
        case .feed(.lost(let next, let why)): tell(.fellBehind(next: next, why: why))
        case .feed(.entry): true
        }
    }

    private static let over = CommandFailure(.refused, "the console ends")
}

extension ControlLine {
    fileprivate var isEntry: Bool {
        if case .feed(.entry) = self { true } else { false }
    }
}
