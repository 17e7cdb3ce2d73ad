import Control
import Governance
import SafeText

/// The holds of one cause, as they were when the list was opened.
extension ConsoleView {
    mutating func drawGroup(_ group: HoldGroup) {
        let layout = CardLayout(size: model.size)
        let states = group.members.map { model.queue.state(of: $0) }
        let open = states.count { $0 == .open }
        rule(
            "\(group.members.count) of \(Self.words(group.cause))", row: layout.title, role: .held)
        let (state, role) = open == 0 ? ("over", .tombstone) : groupArming(group)
        let tag: SafeText = "[\(state)]"
        grid.put(
            tag, row: layout.title, column: model.size.columns - tag.columns - 1, role: role)
        grid.cursor = Grid.Position(row: layout.title, column: 2)
        let top = group.reading.top
        for index in group.members.indices.dropFirst(top).prefix(layout.rows) {
            draw(group.members[index], states[index], row: layout.title + 1 + index - top)
        }
        drawGroupFoot(group, open: open, layout)
    }

    /// `billing-bot x pay/refund, held by rung`
    static func words(_ cause: HoldCause) -> SafeText {
        let held: SafeText = cause.heldBy.map { ", held by \(name: $0)" } ?? ""
        return "\(name: cause.agent.text) x \(name: cause.tool.description)\(held)"
    }

    private func groupArming(_ group: HoldGroup) -> (SafeText, Role) {
        if let obstacle = model.obstacle(at: now) { return (Self.tag(obstacle), .cardWaiting) }
        if model.batch != nil { return ("SENT, no answer yet", .cardWaiting) }
        return model.isOpen(group.arming, at: now)
            ? (group.arming.isAttested ? "ARMED" : "ARMED, unattested", .cardArmed)
            : ("wait", .cardWaiting)
    }

    /// A member with what was shown of it; what became of it since stands in the place of what it does.
    private mutating func draw(_ hold: HoldSummary, _ state: MemberState, row: Int) {
        let digest = SafeText(name: String(hold.digest.hexadecimal.prefix(8)))
        let head: SafeText =
            SafeText(name: hold.code).fitted(to: 5) + Words.tier(hold.tier).fitted(to: 9)
            + "rev \(hold.revision) \(digest)  "
        let role: Role
        let what: SafeText
        switch state {
        case .open:
            role = Self.role(of: hold.tier)
            what = hold.say.map { SafeText(untrusted: $0) } ?? "read its arguments on its card"
        case .over(let over):
            role = .tombstone
            let by = over?.settled.map { " by \(Words.by($0.by))" as SafeText } ?? ""
            what = over.map { Words.state($0.state) + by } ?? "over: it is listed no more"
        case .changed:
            role = .alarmSoon
            what = "NOT WHAT WAS SHOWN any more: left out"
        }
        grid.put(head + what, row: row, column: 1, role: role)
    }

    private mutating func drawGroupFoot(_ group: HoldGroup, open: Int, _ layout: CardLayout) {
        let shown = min(group.members.count, group.reading.top + layout.rows)
        let more = group.members.count - shown
        let end: SafeText = more > 0 ? "MORE BELOW: Space" : "the end"
        let width = grid.put(
            "rows \(group.reading.top + 1)-\(shown) of \(group.members.count), \(end)",
            row: layout.foot, column: 1, role: more > 0 ? .strong : .dim)
        let others = model.queue.open(of: group.cause).count { !group.has($0.code) }
        if others > 0 {
            grid.put(
                "   \(others) more of this cause, not in this list: q and c",
                row: layout.foot, column: 1 + width, role: .dim)
        }
        grid.put(
            "each is approved on its own card; together they can only be denied",
            row: layout.foot + 1, column: 1, role: .dim)
        let agent = SafeText(name: group.cause.agent.text)
        let line: SafeText =
            open == 0
            ? "nothing of this list waits any more   q: back"
            : group.isDenying
                ? "DENY these \(open): 1 wrong target 2 too broad 3 suspicious 4 not needed 5 policy"
                : "d then a digit: deny these \(open)   P: pause \(agent)   q: back"
        grid.put(line, row: layout.foot + 2, column: 1, role: .strong)
    }
}
