import Control
import SafeText

/// The line to the supervisor.
extension ConsoleModel {
    mutating func connected(_ welcome: WelcomeView, at now: Int64) -> [ConsoleCommand] {
        you = welcome.you
        link.connected(at: now)
        link.heard(clock: welcome.host.now, at: now)
        return rearm() + ask(.subscribe(from: nil), for: .snapshot)
    }

    mutating func disconnected(
        why: String, retryAt: Int64, at now: Int64
    ) -> [ConsoleCommand] {
        let wasConnected = link.state == .connected
        link.lost(why: why, retryAt: retryAt)
        _ = requests.takeAll()
        loseBatch(at: now)
        if card?.sent != nil {
            card?.sent = nil
            say(
                "your answer was not confirmed: whether it counted is told when the line is back",
                .alarmSoon, at: now)
        }
        return wasConnected ? [.bell] : []
    }

    mutating func fellBehind(next: UInt64, why: String, at now: Int64) -> [ConsoleCommand] {
        say(
            "the feed ended at \(next): \(SafeText(untrusted: why)); a new picture is asked for",
            .alarmSoon, at: now)
        return ask(.subscribe(from: nil), for: .snapshot)
    }

    mutating func entries(_ rows: [TailRow], at now: Int64) -> [ConsoleCommand] {
        link.heard(at: now)
        tail.append(rows, clock: clockNanoseconds(at: now))
        var commands: [ConsoleCommand] = []
        if rows.contains(where: { $0.kind.hasPrefix("hold.") || $0.weight == .held }) {
            commands += ask(.holds, for: .holds)
        }
        if rows.contains(where: { $0.weight == .act }) {
            commands += ask(.status, for: .status) + ask(.runs, for: .runs)
        }
        return commands
    }

    /// Everything as of one number. What came before it is asked for once more, as far as the window
    /// of the tail reaches; what is older stays a gap until it is read.
    mutating func snapshot(
        _ snapshot: SnapshotView, isBackfill: Bool, at now: Int64
    ) -> [ConsoleCommand] {
        link.gotSnapshot()
        link.heard(clock: snapshot.status.host.now, at: now)
        status = snapshot.status
        runs = snapshot.runs
        lookedAt = now
        let commands = merge(snapshot.holds, at: now)
        guard !isBackfill else { return commands }
        let wanted = tail.last.map { $0 + 1 } ?? 0
        let oldest = snapshot.sequence - min(snapshot.sequence, Self.backfill)
        let from = max(wanted, oldest)
        if let last = tail.last, from > last + 1 { tail.skip(to: from) }
        guard from < snapshot.sequence else { return commands }
        return commands + ask(.subscribe(from: from), for: .backfill)
    }

    /// Entries before the present that are asked for when a feed begins.
    static let backfill: UInt64 = 2_000

    /// Takes over the list of holds; an open card follows what became of its hold.
    mutating func merge(_ holds: HoldsView, at now: Int64) -> [ConsoleCommand] {
        link.heard(clock: holds.host.now, at: now)
        let change = queue.merge(holds)
        for hold in change.arrived {
            // It counts from when it was opened, also where this console came later.
            let age = hold.opened.nanoseconds(until: holds.host.now)
            vitals.arrived(hold.agent, at: now - max(0, age))
        }
        outdateReceipt()
        var commands: [ConsoleCommand] = change.arrived.isEmpty ? [] : [.bell]
        if let card, card.sent == nil,
            let hold = queue.rows.first(where: { $0.hold.code == card.code })?.hold,
            hold.revision != card.hold.summary.revision || hold.digest != card.hold.summary.digest
                || hold.state != card.hold.summary.state
        {
            commands += ask(.hold(code: card.code), for: .refresh(code: card.code))
        }
        return commands
    }

    /// The supervisor's clock, or what it said last, for filters that speak of time.
    func clockNanoseconds(at now: Int64) -> Int64 {
        (link.supervisorClock(at: now) ?? link.lastClock)?.nanoseconds ?? 0
    }
}
