import Control
import Governance
import SafeText

/// What is stopped, by whom and since when, with the marks of what is to go on.
extension ConsoleView {
    /// How many rows of it are shown at once: below its title, above its last row.
    static func stoppedRows(_ size: Size) -> Int { max(1, size.rows - 7) }

    mutating func drawStopped(_ list: StoppedList) {
        let items = model.status?.stopped ?? []
        rule("WHAT IS STOPPED", row: body.lowerBound, role: .strong)
        grid.cursor = Grid.Position(row: body.lowerBound, column: 2)
        if items.isEmpty {
            grid.put(
                "Nothing is stopped: no kill, no freeze, no agent is paused.",
                row: body.lowerBound + 2, column: 1, role: .dim)
        }
        let room = Self.stoppedRows(model.size)
        for (offset, item) in items.dropFirst(list.top).prefix(room).enumerated() {
            let row = body.lowerBound + 1 + offset
            draw(item, list, row: row)
            if item.subject == list.cursor { grid.select(row: row) }
        }
        let below = items.count - list.top - room
        let more: SafeText = below > 0 ? "\(below) more below   " : ""
        grid.put(
            more + "\(list.marked.count) marked", row: body.upperBound - 1, column: 1, role: .dim)
    }

    private mutating func draw(_ item: StoppedList.Item, _ list: StoppedList, row: Int) {
        let mark: SafeText
        let what: SafeText
        let act: ActView
        let role: Role
        switch item {
        case .kill(let kill):
            (mark, what, act, role) = ("KILL", Words.scope(kill.scope), kill.act, .alarmStop)
        case .freeze(let freeze):
            (mark, what, act, role) = ("FREEZE", "everybody's writes", freeze, .alarmSoon)
        case .pause(let agent, let pause):
            let isMarked = list.isMarked(agent, pause)
            mark = isMarked ? "[x]" : "[ ]"
            (what, act) = ("\(name: agent.text)", pause)
            role = isMarked ? .strong : .held
        }
        let width = max(14, what.columns)
        grid.put(
            mark.fitted(to: 7) + what.padded(to: width) + " " + words(act),
            row: row, column: 1, role: role)
    }

    /// `by ana since 10:00:01Z: it loops`, with the date where that is not today's.
    private func words(_ act: ActView) -> SafeText {
        let day: Int64 = 86_400_000_000_000
        let today = (model.link.lastClock ?? act.at).nanoseconds / day
        let since: SafeText =
            act.at.nanoseconds / day == today
            ? "\(SafeText(untrusted: act.at.clock))Z" : Times.at(act.at)
        let reason: SafeText = act.reason.map { ": \(SafeText(untrusted: $0))" } ?? ""
        return "by \(Words.by(act.by)) since \(since)\(reason)"
    }

    /// The question before the marked agents go on: each by its name, over the list.
    mutating func drawResume(_ names: [AgentName]) {
        clearBody()
        rule(
            names.count == 1 ? "RESUME this agent" : "RESUME these \(names.count) agents",
            row: body.lowerBound, role: .strong)
        for (offset, name) in names.enumerated() {
            let pause = model.stopped?.marked[name]
            let act = pause.map(words) ?? "is not stopped as it was when it was marked: left out"
            grid.put(
                "\(SafeText(name: name.text).fitted(to: 16)) \(act)",
                row: body.lowerBound + 1 + offset, column: 2,
                role: pause == nil ? .tombstone : .text)
        }
        let kills = model.status?.kills ?? []
        guard let kill = kills.first else { return }
        grid.put(
            "A kill of \(Words.scope(kill.scope)) is in force: what it stops stays stopped.",
            row: body.upperBound - 1, column: 1, role: .alarmSoon)
    }
}
