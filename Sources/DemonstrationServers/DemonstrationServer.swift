import Glibc
import JSON

/// A demonstration MCP server over standard input and output: real messages of both eras, real state.
package enum DemonstrationServer: String, CaseIterable, Sendable {
    case bank
    case mail
    case files

    private var store: any Store.Type {
        switch self {
        case .bank: Bank.self
        case .mail: Mailbox.self
        case .files: FileStore.self
        }
    }

    /// Answers until standard input ends. Throws where its state cannot be kept.
    package func run(state: StateFile) throws {
        // A client that left is the end, not a signal.
        signal(SIGPIPE, SIG_IGN)
        _ = try state.read()
        var conversation = Conversation(store: store, state: state)
        var lines = LineInput()
        while let line = lines.next() {
            for answer in try conversation.heard(line) {
                guard write(answer) else { return }
            }
        }
    }

    private func write(_ line: [UInt8]) -> Bool {
        var rest = (line + [UInt8(ascii: "\n")])[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
