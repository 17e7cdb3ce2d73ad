import Control
import Governance
import SafeText

/// The tools of the policy in the order of their names; below them all that is known of the one under
/// the cursor.
extension ConsoleView {
    mutating func drawTools() {
        let layout = ToolColumns(model.size.columns)
        let rows = Self.toolRows(model.size)
        var row = body.lowerBound
        layout.putHeadings(row: row, in: &grid)
        row += 1
        let below = row + rows
        guard let view = model.tools.view else {
            return _ = grid.put(
                isStale ? "Nothing is known of the tools." : "The supervisor is asked.", row: row,
                column: 1, role: .dim)
        }
        guard !view.tools.isEmpty else {
            return _ = grid.put("The policy names no tools.", row: row, column: 1, role: .dim)
        }
        let shown = model.tools.shown(model.tool, rows: rows)
        for place in shown {
            if let tool = model.tools[place] {
                layout.put(tool, isStale: isStale, row: row, in: &grid)
                if tool.tool == model.tool { grid.select(row: row) }
            }
            row += 1
        }
        drawToolTotals(view, shown, row: below)
        guard let place = model.tools.place(of: model.tool), let tool = model.tools[place] else {
            return
        }
        drawTool(tool, rows: (below + 1)..<body.upperBound)
    }

    /// How many tools a screen lists: below header, tabs and headings; above the line of totals, what is
    /// known of one tool, the notice and the keys.
    static func toolRows(_ size: Size) -> Int {
        let body = size.rows - 5
        return max(1, body - 2 - toolTextRows(body))
    }

    /// On a small screen the list comes first.
    private static func toolTextRows(_ body: Int) -> Int {
        body < 19 ? body / 3 : min(max(9, body * 2 / 5), 16)
    }

    /// Which tools are on screen, what the numbers are of, and what the signs mean.
    private mutating func drawToolTotals(_ view: ToolsView, _ shown: Range<Int>, row: Int) {
        let isToday = view.since.date == view.host.now.date
        let since = isToday ? "\(SafeText(untrusted: view.since.clock))Z" : Times.at(view.since)
        var parts: [SafeText] = [
            "\(shown.lowerBound + 1)-\(shown.upperBound) of \(view.total)",
            isStale ? "last 60 min --" : "last 60 min, since \(since)",
        ]
        if view.strangers > 0, !isStale {
            parts.append(Words.count(view.strangers, "call", "calls") + " of unknown tools")
        }
        let line = parts.joined(by: "  ")
        let room = model.size.columns - line.columns - 4
        let legend = [RateGraph.legend, RateGraph.shortLegend].first { $0.columns <= room }
        grid.put(line + "   " + (legend ?? ""), row: row, column: 1, role: .dim)
    }

    private mutating func drawTool(_ tool: ToolView, rows: Range<Int>) {
        guard let first = rows.first else { return }
        let text = ToolText(tool, columns: model.size.columns - 2)
        guard !isStale else {
            return rule("\(name: tool.tool.description)  --", row: first, role: .dim)
        }
        rule(text.title, row: first, role: ToolState(tool) == .changed ? .alarmSoon : .strong)
        let lines = text.lines(agents: model.status?.agents ?? [], runs: model.runs?.runs ?? [])
        let room = rows.count - 1
        let shown = lines.count <= room ? lines.count : room - 1
        for (offset, line) in lines.prefix(shown).enumerated() {
            grid.put(line, row: first + 1 + offset, column: 1)
        }
        guard shown < lines.count else { return }
        grid.put(
            "\(lines.count - shown) lines more: pullcord tools \(name: tool.tool.description)",
            row: rows.upperBound - 1, column: 1, role: .dim)
    }
}
