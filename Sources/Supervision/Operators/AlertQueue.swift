import Governance
import Transport

/// Runs the policy's alert commands, so that a person is paged: one at a time, bounded, never
/// through a shell, and with no word of a call in them.
final class AlertQueue: @unchecked Sendable {
    // Touched on the loop only, like the supervisor that owns it.
    var commands: [AlertCommand] = []
    private let loop: Loop
    private let log: SupervisorLog
    private var queue: [(alert: Alert, host: String)] = []
    private var isRunning = false

    /// What may wait to be told; a flood of one kind counts once while it waits.
    static let limit = 16
    /// How long one command may take, in nanoseconds.
    static let timeNanoseconds: UInt64 = 30_000_000_000

    init(loop: Loop, log: SupervisorLog) {
        self.loop = loop
        self.log = log
    }

    /// Tells a person of something.
    func raise(_ alert: Alert, host: String) {
        guard !commands.isEmpty, !queue.contains(where: { $0.alert == alert }) else { return }
        guard queue.count < AlertQueue.limit else {
            return log.error("an alert was not told: too many wait", alert.rawValue)
        }
        queue.append((alert, host))
        next()
    }

    private func next() {
        guard !isRunning, !queue.isEmpty else { return }
        let item = queue.removeFirst()
        isRunning = true
        run(item.alert, item.host, commands[...])
    }

    private func run(_ alert: Alert, _ host: String, _ rest: ArraySlice<AlertCommand>) {
        guard let command = rest.first else {
            isRunning = false
            return next()
        }
        // The words are the policy's, then two of our own: the kind of alert and the host's label.
        let words = command.command + [alert.rawValue, host]
        let order = ServerCommand(
            arguments: words, environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"])
        do {
            try CommandRun.start(
                order, nanoseconds: AlertQueue.timeNanoseconds, on: loop
            ) { [self] outcome in
                if outcome.exit != .status(0) {
                    let end = outcome.error?.description ?? outcome.exit?.description ?? "timed out"
                    log.error("an alert's command failed", "\(command.command[0]): \(end)")
                }
                run(alert, host, rest.dropFirst())
            }
        } catch {
            log.error("an alert's command could not be run", error.description)
            run(alert, host, rest.dropFirst())
        }
    }
}
