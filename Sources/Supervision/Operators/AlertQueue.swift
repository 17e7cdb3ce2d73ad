import Governance
import Transport

/// Runs the policy's alert commands, so that a person is paged: one at a time, bounded, never
/// through a shell, and with no word of a call in them.
final class AlertQueue: @unchecked Sendable {
    // Touched on the loop only, like the supervisor that owns it.
    private var commands: [AlertCommand] = []
    private let loop: Loop
    private let log: SupervisorLog
    private var queue: [Telling] = []
    private var pace = AlertPace()
    private var timer: (at: UInt64, LoopTimer)?
    private var isRunning = false

    /// One run of the commands: a kind, how many there were of it, and where.
    private struct Telling {
        let alert: Alert
        let count: Int
        let host: String
    }

    /// What may wait to be told.
    static let limit = 16
    /// How long one command may take, in nanoseconds.
    static let timeNanoseconds: UInt64 = 30_000_000_000

    init(loop: Loop, log: SupervisorLog) {
        self.loop = loop
        self.log = log
    }

    /// A policy came into force: whom it tells, and how long its holds stand open.
    func follow(_ policy: Policy) {
        commands = policy.alerts
        pace.holdNanoseconds = UInt64(clamping: policy.holds.park.nanoseconds)
        armTimer(host: policy.host.label)
    }

    /// Tells a person of something, now or, where the same was told of a moment ago, with others.
    func raise(_ alert: Alert, host: String) {
        guard !commands.isEmpty else { return }
        guard let count = pace.raise(alert, at: SystemClock().bootNanoseconds) else {
            return armTimer(host: host)
        }
        tell(Telling(alert: alert, count: count, host: host))
    }

    private func armTimer(host: String) {
        guard let next = pace.next else { return }
        if let timer {
            guard next < timer.at else { return }
            timer.1.cancel()
        }
        let armed = loop.schedule(at: next) { [self] in
            timer = nil
            for (alert, count) in pace.due(at: SystemClock().bootNanoseconds) {
                tell(Telling(alert: alert, count: count, host: host))
            }
            armTimer(host: host)
        }
        timer = (next, armed)
    }

    private func tell(_ telling: Telling) {
        guard queue.count < AlertQueue.limit else {
            return log.error("an alert was not told: too many wait", telling.alert.rawValue)
        }
        queue.append(telling)
        next()
    }

    private func next() {
        guard !isRunning, !queue.isEmpty else { return }
        let item = queue.removeFirst()
        isRunning = true
        run(item, commands[...])
    }

    private func run(_ telling: Telling, _ rest: ArraySlice<AlertCommand>) {
        guard let command = rest.first else {
            isRunning = false
            return next()
        }
        // The words are the policy's, then three of our own: the kind of alert, the host's label,
        // and how many there were of the kind since it was told of last.
        let words = command.command + [telling.alert.rawValue, telling.host, "\(telling.count)"]
        let order = ServerCommand(
            arguments: words, environment: ["PATH": AlertCommand.path])
        do {
            try CommandRun.start(
                order, nanoseconds: AlertQueue.timeNanoseconds, on: loop
            ) { [self] outcome in
                if outcome.exit != .status(0) {
                    let end = outcome.error?.description ?? outcome.exit?.description ?? "timed out"
                    log.error("an alert's command failed", "\(command.command[0]): \(end)")
                }
                run(telling, rest.dropFirst())
            }
        } catch {
            log.error("an alert's command could not be run", error.description)
            run(telling, rest.dropFirst())
        }
    }
}
