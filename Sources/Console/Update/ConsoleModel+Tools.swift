import Control
import Governance
import SafeText

/// The tools, and the one under the cursor.
extension ConsoleModel {
    /// Asks for the tools once a second while they are looked at, and at once for what is not there.
    mutating func lookAtTools(at now: Int64) -> [ConsoleCommand] {
        guard screen == .tools, link.freshness(at: now) != .notLive else { return [] }
        let isOld = tools.asked.map { now - $0.at >= ToolTable.refreshes } ?? true
        return isOld || isElsewhere ? askForTools(at: now) : []
    }

    /// Whether the cursor, or the size of the screen, asks for rows that are not in the page and were
    /// not asked for yet.
    private var isElsewhere: Bool {
        guard let asked = tools.asked, asked.tool != tool || asked.count != toolCount else {
            return false
        }
        let shown = tools.shown(tool, rows: ConsoleView.toolRows(size))
        return tools.place(of: tool) == nil || !tools.holds(shown)
    }

    /// The screen, and as much above and below.
    private var toolCount: Int {
        min(ControlLimits.tools, max(64, 3 * ConsoleView.toolRows(size)))
    }

    private mutating func askForTools(at now: Int64) -> [ConsoleCommand] {
        let commands = ask(
            .tools(from: 0, around: tool, count: toolCount), for: .tools(place: nil, row: 0))
        if !commands.isEmpty {
            tools.asked = ToolTable.Asked(tool: tool, count: toolCount, at: now)
        }
        return commands
    }

    /// A page came.
    mutating func took(_ view: ToolsView, place: Int?, row: Int, at now: Int64) {
        link.heard(clock: view.host.now, at: now)
        tools.take(view)
        guard let last = view.tools.indices.last else { return tool = nil }
        if let place {
            tool = view.tools[min(max(0, place - view.from), last)].tool
            tools.row = row
        } else if let wanted = tool, tools.place(of: wanted) == nil {
            let near = view.tools.firstIndex { wanted < $0.tool } ?? last
            say("\(name: wanted.description) is no tool of the policy", .alarmSoon, at: now)
            tool = view.tools[near].tool
        } else if tool == nil {
            tool = view.tools[0].tool
            tools.row = 0
        }
    }

    /// Moves the cursor, on the page or to another one.
    mutating func moveTool(by rows: Int) -> [ConsoleCommand] {
        guard let view = tools.view, let place = tools.place(of: tool) else { return [] }
        let room = ConsoleView.toolRows(size)
        let target = max(0, min(place + rows, view.total - 1))
        let top = tools.shown(tool, rows: room).lowerBound
        let shown = max(0, min(max(top, target - room + 1), target))
        let row = target - shown
        guard let next = tools[target] else {
            let first = max(0, target - toolCount / 2)
            return ask(
                .tools(from: first, around: nil, count: toolCount),
                for: .tools(place: target, row: row))
        }
        tool = next.tool
        tools.row = row
        return []
    }
}
