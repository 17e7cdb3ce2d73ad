import Control
import Governance
import SafeText

/// The holds as rows. They stay where they came; what is decided becomes a shadow in its place.
extension ConsoleView {
    mutating func drawQueue() {
        let rows = model.queue.rows
        var row = body.lowerBound
        grid.put(
            line("#", "CODE", "TIER", "AGE", "LEFT", "CALLER", "AGENT", "TOOL", "WHAT"), row: row,
            column: 1, role: .heading)
        row += 1
        guard !rows.isEmpty else {
            let nothing: SafeText =
                isStale
                ? "Nothing was waiting when the supervisor was heard last."
                : "Nothing waits for a person."
            grid.put(nothing, row: row + 1, column: 1, role: .dim)
            return drawVitals()
        }
        let room = Self.queueRows(model.size)
        let top = model.queue.top
        var causes = model.queue.causes
        for (index, item) in rows.enumerated().dropFirst(top).prefix(room) {
            // The first row of a cause says how many there are; the others say what they are.
            let same = item.isOpen ? causes.removeValue(forKey: HoldCause(item.hold)) ?? 0 : 0
            draw(
                item, number: index + 1, same: same, row: row,
                isSelected: item.hold.code == model.queue.cursor)
            row += 1
        }
        drawBelow(rows.count - top - room, row: row)
        drawVitals()
    }

    /// How many holds a screen shows: below header, tabs and headings, above what is below, the
    /// vitals, the notice and the keys.
    static func queueRows(_ size: Size) -> Int { max(1, size.rows - 8) }

    private mutating func draw(
        _ item: HoldQueue.Row, number: Int, same: Int, row: Int, isSelected: Bool
    ) {
        let hold = item.hold
        let clock = model.link.supervisorClock(at: now)
        let age = clock.map { Span.clock(hold.opened.nanoseconds(until: $0)) } ?? "--"
        let left = clock.map { Span.clock($0.nanoseconds(until: hold.parkUntil)) } ?? "--"
        let tool = SafeText(name: hold.tool.description)
        // Where there is no room for a column of tools, one that has no sentence is named instead.
        let unsaid: SafeText = isWide ? "read the arguments" : "\(tool): read the arguments"
        let what =
            item.isOpen
            ? (same > 1 ? "x\(same) " : "") + (hold.say.map { SafeText(untrusted: $0) } ?? unsaid)
            : ending(item)
        let caller: SafeText =
            !item.isOpen
            ? "-" : hold.paused != nil ? "PAUSED" : hold.callerWaits ? "waits" : "LEFT"
        grid.put(
            line(
                item.isOpen ? "\(number)" : "-", "\(name: hold.code)", Words.tier(hold.tier),
                age, item.isOpen ? left : "-", caller, "\(name: hold.agent.text)", tool, what),
            row: row, column: 1, role: item.isOpen ? Self.role(of: hold.tier) : .tombstone)
        guard isSelected else { return }
        grid.select(row: row)
    }

    /// How a hold ended, by whom.
    private func ending(_ item: HoldQueue.Row) -> SafeText {
        guard item.hold.state != .open else { return "over: the supervisor lists it no more" }
        let by = item.hold.settled.map { " by \(Words.by($0.by))" as SafeText } ?? ""
        return Words.state(item.hold.state) + by
    }

    private mutating func drawBelow(_ below: Int, row: Int) {
        var parts: [SafeText] = []
        if let row = model.queue.selected, row.isOpen {
            let cause = HoldCause(row.hold)
            let count = model.queue.open(of: cause).count
            if count > 1 { parts.append("c: \(count) of \(Self.words(cause))") }
        }
        if below > 0 { parts.append("\(below) more below") }
        if model.queue.more > 0 {
            parts.append("\(model.queue.more) that the list had no room for")
        }
        if model.queue.dropped > 0 {
            parts.append("\(model.queue.dropped) decided rows left out")
        }
        if model.queue.rows.contains(where: { !$0.isOpen }) {
            parts.append(". puts decided rows away")
        }
        grid.put(parts.joined(by: "   "), row: row, column: 1, role: .dim)
    }

    static func role(of tier: Tier) -> Role {
        switch tier {
        case .low, .medium: .held
        case .high: .high
        case .critical: .critical
        }
    }

    /// Whether there is room for more than what is needed to choose a hold.
    private var isWide: Bool { model.size.columns >= 110 }

    /// What it would do comes before how old it is and by which tool: in a narrow row these have no
    /// room beside it.
    private func line(
        _ number: SafeText, _ code: SafeText, _ tier: SafeText, _ age: SafeText, _ left: SafeText,
        _ caller: SafeText, _ agent: SafeText, _ tool: SafeText, _ what: SafeText
    ) -> SafeText {
        let begin = number.fitted(to: 4) + code.fitted(to: 5) + tier.fitted(to: 9)
        guard isWide else {
            return begin + left.fitted(to: 6) + caller.fitted(to: 7) + agent.fitted(to: 12) + " "
                + what
        }
        return begin + age.fitted(to: 8) + left.fitted(to: 8) + caller.fitted(to: 7)
            + agent.fitted(to: 17) + " " + tool.fitted(to: 25) + " " + what
    }
}
