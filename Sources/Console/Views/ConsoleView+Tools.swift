import Control
import Governance
import SafeText

/// The tools that agents are granted.
extension ConsoleView {
    mutating func drawTools() {
        guard let status = model.status else { return }
        var row = body.lowerBound
        grid.put(Self.line("TOOL", "GRANTED TO"), row: row, column: 1, role: .heading)
        row += 1
        let tools = model.grantedTools
        let room = body.upperBound - row
        let place = tools.firstIndex { $0 == model.tool } ?? 0
        let top = max(0, min(place - room / 2, tools.count - room))
        for tool in tools.dropFirst(top).prefix(room) {
            let agents = status.agents.filter { agent in agent.rungs.contains { $0.tool == tool } }
            let names = agents.map { SafeText(name: $0.name.text) }.joined(by: ", ")
            grid.put(Self.line("\(name: tool.description)", names), row: row, column: 1)
            if tool == model.tool { grid.select(row: row) }
            row += 1
        }
    }

    private static func line(_ tool: SafeText, _ agents: SafeText) -> SafeText {
        tool.fitted(to: 32) + agents
    }
}
