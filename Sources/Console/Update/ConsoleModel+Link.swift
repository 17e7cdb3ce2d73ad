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

    /// The supervisor ended the feed: what comes after this number is not here until a new picture is.
    mutating func fellBehind(next: UInt64, why: String, at now: Int64) -> [ConsoleCommand] {
        say(
            "the feed ended at \(next): \(SafeText(untrusted: why)); a new picture is asked for",
            .alarmSoon, at: now)
        return catchUp()
    }

    /// `T`: tries the line again, without waiting for the next attempt.
    mutating func reconnect(at now: Int64) -> [ConsoleCommand] {
        guard case .lost = link.state else {
            say("the line to the supervisor is there", at: now)
            return []
        }
        say("trying the line again", at: now)
        return [.reconnect]
    }

    /// Leaves what was not seen to the trail and asks for everything as it is now.
    mutating func catchUp() -> [ConsoleCommand] {
        link.fellBehind()
        return ask(.subscribe(from: nil), for: .snapshot)
    }

    /// The program was stopped, or the machine slept: nothing is believed before a new picture.
    mutating func goneOn() -> [ConsoleCommand] {
        link.distrust()
        return [.repaint] + rearm() + (link.state == .connected ? catchUp() : [])
    }

    mutating func entries(_ rows: [TailRow], at now: Int64) -> [ConsoleCommand] {
        guard let newest = rows.last else { return [] }
        link.heard(entryOf: newest.time, at: now)
        tail.append(rows, clock: clockNanoseconds(at: now), at: now)
        var commands: [ConsoleCommand] = []
        // Nothing of what is this old is worth waiting for while everything new waits behind it.
        if link.backlog > Link.backlogSkips, !link.catchesUp { commands += catchUp() }
        if rows.contains(where: { Self.changesHolds($0) }) {
            commands += ask(.holds, for: .holds)
        }
        if rows.contains(where: { $0.weight == .act }) {
            commands += ask(.status, for: .status) + ask(.runs, for: .runs)
        }
        return commands
    }

    /// Whether the list of holds is another after an entry: what became of one, whether its caller is
    /// there, whether its agent is paused, and what took all of a run's or a scope's with it.
    private static func changesHolds(_ row: TailRow) -> Bool {
        if row.weight == .held { return true }
        return ["hold.", "caller.", "call.withdrawn", "agent.", "run.ended", "kill."].contains {
            row.kind.hasPrefix($0)
        }
    }

    /// Everything as of one number. What came before it and was not seen stays a stretch that says so;
    /// the newest part of it is read from the trail.
    mutating func snapshot(_ snapshot: SnapshotView, at now: Int64) -> [ConsoleCommand] {
        link.gotSnapshot()
        link.heard(clock: snapshot.status.host.now, at: now)
        status = snapshot.status
        runs = snapshot.runs
        lookedAt = now
        let commands = merge(snapshot.holds, at: now)
        let isFirst = tail.last == nil
        let missed = tail.miss(until: snapshot.sequence)
        if missed > 0 {
            say(
                "\(Words.count(missed, "entry was", "entries were")) not seen live, up to \(snapshot.sequence - 1)",
                .alarmSoon, at: now)
        }
        missedPages = isFirst ? 1 : Self.missedPages
        return commands
            + (isFirst ? readBefore(snapshot.sequence, isMissed: true) : readMissed())
    }

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
