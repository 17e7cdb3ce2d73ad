import Control
import Governance

/// The tools, and the one under the cursor.
extension ConsoleModel {
    /// The tools that agents are granted, in the order of their names.
    var grantedTools: [ToolName] {
        Set((status?.agents ?? []).flatMap { $0.rungs.map(\.tool) }).sorted()
    }

    mutating func moveTool(by rows: Int) {
        let tools = grantedTools
        guard !tools.isEmpty else { return }
        let place = tools.firstIndex { $0 == tool } ?? (rows > 0 ? -1 : tools.count)
        tool = tools[min(max(place + rows, 0), tools.count - 1)]
    }
}
