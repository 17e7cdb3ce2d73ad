import Control
import Governance
import SafeText

/// Several requests that one confirmation sent: what became of them is told together.
extension ConsoleModel {
    mutating func send(
        _ request: ControlRequest, of name: String, in batch: inout Batch,
        _ commands: inout [ConsoleCommand]
    ) {
        guard let number = requests.add(.ofBatch(name)) else {
            return batch.wasLeft(name, why: "was not sent: too much waits for its answer")
        }
        batch.wasSent(name)
        commands.append(.ask(number: number, request))
    }

    /// All of it was given to the line; where nothing had to be sent it is over at once.
    mutating func begin(_ batch: Batch, at now: Int64) -> [ConsoleCommand] {
        self.batch = batch
        return endBatch(at: now)
    }

    /// The supervisor did it.
    mutating func didOfBatch(
        _ name: String, _ reply: ControlReply, at now: Int64
    ) -> [ConsoleCommand] {
        if case .settled(let view) = reply { queue.merge(view.hold) }
        guard let batch, batch.waiting.contains(name) else { return [] }
        if case .deny(_, _, let shownAt) = batch.kind {
            vitals.decided(isApproval: false, shownAt: shownAt, at: batch.sentAt)
        }
        self.batch?.wasDone(name)
        return endBatch(at: now)
    }

    /// The supervisor refused it.
    mutating func refusedOfBatch(
        _ name: String, _ fault: ControlFault, at now: Int64
    ) -> [ConsoleCommand] {
        guard let batch, batch.waiting.contains(name) else { return [] }
        self.batch?.wasLeft(name, why: "was refused: \(fault.message)")
        return endBatch(at: now)
    }

    /// Answers that did not come are not waited for; a late one counts all the same.
    mutating func batchOverdue(at now: Int64) -> [ConsoleCommand] {
        guard let batch, now - batch.sentAt >= Card.Sent.patience else { return [] }
        for name in batch.waiting.sorted() {
            self.batch?.wasLeft(name, why: "was not answered: whether it counted is not known")
        }
        return endBatch(at: now)
    }

    /// The line is gone.
    mutating func loseBatch(at now: Int64) {
        guard let batch else { return }
        self.batch = nil
        say(
            """
            \(Words.count(batch.waiting.count, "request was", "requests were")) not confirmed: \
            see what is so when the line is back
            """, .alarmSoon, at: now)
    }

    private mutating func endBatch(at now: Int64) -> [ConsoleCommand] {
        guard let batch, batch.isOver else { return [] }
        self.batch = nil
        if !batch.left.isEmpty { say(Self.left(batch), .alarmSoon, at: now) }
        if let receipt = Self.receipt(of: batch, at: now) { self.receipt = receipt }
        return ask(.holds, for: .holds) + ask(.status, for: .status)
    }

    private static func receipt(of batch: Batch, at now: Int64) -> Receipt? {
        guard let first = batch.done.first else { return nil }
        let count = batch.done.count
        switch batch.kind {
        case .deny(let cause, let reason, _):
            return Receipt(
                at: now,
                text: """
                    \(count) of \(name: cause.agent.text) x \(name: cause.tool.description) denied: \
                    \(SafeText(untrusted: reason.sentence))
                    """,
                inverse: .allowEach(code: first))
        case .resume:
            return Receipt(
                at: now,
                text: "\(Words.several(batch.done)) may call again",
                inverse: count == 1 ? .act(.pause(AgentName(first))) : nil)
        }
    }

    /// `2 of 5 were left: 45F is over already, 576 was refused: …`
    private static func left(_ batch: Batch) -> SafeText {
        let whole = batch.left.count + batch.done.count
        let parts = batch.left.prefix(3).map { left in
            "\(name: left.name) \(SafeText(untrusted: left.why))" as SafeText
        }
        let more: SafeText =
            batch.left.count > parts.count ? ", and \(batch.left.count - parts.count) more" : ""
        return "\(batch.left.count) of \(whole) not done: \(parts.joined(by: ", "))\(more)"
    }
}
