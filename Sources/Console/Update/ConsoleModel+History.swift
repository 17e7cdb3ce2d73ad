import Control
import SafeText

/// Entries that are not in memory, page by page from the supervisor.
extension ConsoleModel {
    /// Pages that are read unasked of what was not seen as it came; the rest stays a row that says so.
    static let missedPages = 16

    /// Reads on where the cursor goes, when what comes next there is not in memory.
    mutating func readOn(upwards: Bool, at now: Int64) -> [ConsoleCommand] {
        pages = Tail.pagesAtOnce
        return readWanted(upwards: upwards, at: now)
    }

    private mutating func readWanted(upwards: Bool, at now: Int64) -> [ConsoleCommand] {
        let room = ConsoleView.tailRows(size)
        guard let before = tail.wanted(upwards: upwards, room: room) else { return [] }
        guard link.state == .connected else {
            say(
                "what is before \(before) is in the trail: not here before the line is back",
                at: now)
            return []
        }
        return readBefore(before, isMissed: false)
    }

    mutating func readBefore(_ number: UInt64, isMissed: Bool) -> [ConsoleCommand] {
        guard number > 0 else { return [] }
        return ask(.entries(before: number), for: .page(before: number, isMissed: isMissed))
    }

    /// Reads what was missed, the newest first, as far as it is read unasked.
    mutating func readMissed() -> [ConsoleCommand] {
        guard missedPages > 0, let end = tail.missedEnd else { return [] }
        missedPages -= 1
        return readBefore(end, isMissed: true)
    }

    /// A page came. Where nothing of it matches the filter the next is read, up to a bound.
    mutating func page(
        _ view: EntriesView, before: UInt64, isMissed: Bool, at now: Int64
    ) -> [ConsoleCommand] {
        let shown = tail.read(
            TailRow.rows(of: view), before: before, isMissed: isMissed,
            clock: clockNanoseconds(at: now))
        guard !isMissed else { return readMissed() }
        guard shown == 0, tail.filter != nil else { return [] }
        pages -= 1
        let commands = pages > 0 ? readWanted(upwards: true, at: now) : []
        if commands.isEmpty, tail.older > 0 {
            say("nothing matches from \(tail.older) on; k looks further back", at: now)
        }
        return commands
    }
}
