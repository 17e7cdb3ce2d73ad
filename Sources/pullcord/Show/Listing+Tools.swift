import Console
import Control
import Governance
import SafeText

extension Listing {
    /// The tools in the order of their names; what is abnormal stands last, in a word.
    static func tools(_ view: ToolsView) -> [SafeText] {
        let rows = view.tools.map { tool in
            [
                "\(name: tool.tool.description)", tool.tier.map(Words.tier) ?? "none",
                ToolNumbers.count(tool.lately.calls), ToolNumbers.count(tool.lately.held),
                ToolNumbers.count(tool.lately.denied), ToolNumbers.errors(tool.lately),
                ToolNumbers.time(tool.p95Nanoseconds), ToolState(tool).words,
            ]
        }
        return head(view.host) + [since(view)]
            + Table.lines(
                ["TOOL", "TIER", "CALLS", "HELD", "DENIED", "ERR%", "P95", "STATE"], rows,
                columns: Screen.columns, empty: "the policy names no tools")
    }

    /// All that is known of the one tool of a page.
    static func tool(_ view: ToolsView, _ agents: AgentsView, _ runs: RunsView) -> [SafeText] {
        head(view.host) + [since(view)]
            + view.tools.flatMap { tool -> [SafeText] in
                let text = ToolText(tool, columns: Screen.columns)
                return [text.title] + text.lines(agents: agents.agents, runs: runs.runs)
                    + graph(tool)
            }
    }

    private static func since(_ view: ToolsView) -> SafeText {
        let strangers: SafeText =
            view.strangers == 0
            ? "" : "; \(Words.count(view.strangers, "call", "calls")) of unknown tools, denied"
        return "the last 60 minutes, counted since \(Times.at(view.since))\(strangers)"
    }

    private static func graph(_ tool: ToolView) -> [SafeText] {
        let graph = RateGraph(tool.rate, signs: 60)
        return ["by minute [\(graph.text)]", "          \(RateGraph.legend)"]
    }
}
