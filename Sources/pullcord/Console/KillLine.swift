import Console
import Control
import Dispatch
import SafeText
import Synchronization
import Terminal

/// The kill switch's own line: a connection that is open before it is needed and carries nothing else,
/// and a thread that waits for nothing but the word.
final class KillLine: Sendable {
    private let scopes = Mutex<[ControlScope]>([])
    private let wanted = DispatchSemaphore(value: 0)
    private let path: String
    private let user: UInt32?
    private let directory: String
    /// Goes before whatever else waits, and never waits itself.
    private let tell: @Sendable (ConsoleMessage) -> Bool

    /// How often it is looked whether the line is still there, so that it is when it is needed. Nothing
    /// is sent for it: the kernel knows when the other end of a local socket is gone, and whether the
    /// supervisor is in a state to answer is told by its beats on the other line.
    private static let lookMilliseconds = 500
    /// How long at most between attempts to open it where nobody listens, or nobody lets us in.
    private static let openMilliseconds = 5_000
    /// How long an acknowledgement is waited for. The console says NOT CONFIRMED long before.
    private static let replyMilliseconds: Int64 = 60_000

    init(
        path: String, user: UInt32?, directory: String,
        tell: @escaping @Sendable (ConsoleMessage) -> Bool
    ) {
        self.path = path
        self.user = user
        self.directory = directory
        self.tell = tell
    }

    func start() throws(CommandFailure) {
        try TerminalFailure.wrapped { () throws(TerminalFault) in
            try Thread.start { [self] in run() }
        }
    }

    /// Engages the switch; what comes of it is told.
    func engage(_ scope: ControlScope) {
        scopes.withLock { $0.append(scope) }
        wanted.signal()
    }

    private func run() {
        var client = open()
        var wait = Self.lookMilliseconds
        while true {
            let isWanted = wanted.wait(timeout: .now() + .milliseconds(wait)) == .success
            guard isWanted, let scope = scopes.withLock({ $0.isEmpty ? nil : $0.removeFirst() })
            else {
                if client?.connection.isThere != true { client = open() }
                wait = client == nil ? min(2 * wait, Self.openMilliseconds) : Self.lookMilliseconds
                continue
            }
            var report = send(scope, client)
            if case .failed = report {
                // The line may have died since it was looked at; a kill that was taken twice is one.
                client = open()
                report = send(scope, client)
            }
            guard tell(.kill(report)) else { return }
        }
    }

    private func open() -> ControlClient? {
        do throws(CommandFailure) { return try ControlClient(socket: path, user: user) } catch {
            return nil
        }
    }

    private func send(_ scope: ControlScope, _ client: ControlClient?) -> KillReport {
        guard let client else {
            return .failed(why: "the supervisor cannot be reached at \(path)")
        }
        do throws(CommandFailure) {
            let reply = try client.ask(
                .kill(scope: scope, reason: "kill switch of the console"),
                milliseconds: Self.replyMilliseconds)
            guard case .killed(let view) = reply else {
                return .failed(why: "the supervisor answered something else")
            }
            return .engaged(view)
        } catch { return .failed(why: error.words.plain) }
    }

    /// Makes the files that stop everything without any socket, and tells what became of each: in the
    /// directory of this console's own place, and in those that the supervisor named. Each on a thread
    /// of its own: a disk may hang, and so may the line that the switch waits for.
    func makeFiles(_ named: [String]) {
        var directories = [directory]
        for other in named where !directories.contains(where: { $0.utf8.elementsEqual(other.utf8) })
        {
            directories.append(other)
        }
        for directory in directories { makeFile(in: directory) }
    }

    private func makeFile(in directory: String) {
        let path = directory + "/console"
        do throws(TerminalFault) {
            try Thread.start { [self] in
                _ = tell(.kill(.file(path: path, failure: KillFile.make(path))))
            }
        } catch {
            _ = tell(.kill(.file(path: path, failure: error.message.plain)))
        }
    }
}
