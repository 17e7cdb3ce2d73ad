import Control
import Governance
import SafeText

/// All that the supervisor says of one agent.
extension ConsoleView {
    func agentRows(_ agent: AgentView, columns: Int) -> [SafeText] {
        let indent = 11
        func field(_ name: SafeText, _ parts: [SafeText]) -> [SafeText] {
            Prose.field(name, Prose.rows(of: parts, columns: columns - indent), indent: indent)
        }
        var rows: [SafeText] = []
        if let pause = agent.paused { rows += field("PAUSED", Words.act(pause)) }
        rows += agent.unguarded.flatMap { reason in
            field("UNGUARDED", SafeText(untrusted: reason).words)
        }
        let run = model.runs?.runs.first { $0.run == agent.run }
        rows += field("run", runParts(run, of: agent))
        if let run, !run.spent.isEmpty {
            rows += field("used", Self.listed(run.spent.map(\.words)))
        }
        for (rung, tools) in byRung(agent) {
            let names = tools.map { SafeText(name: $0.tool.description) }
            rows += field(Words.rung(rung), Self.listed(names))
        }
        return rows
    }

    /// Whose it is, since when, and when it called last.
    private func runParts(_ run: RunView?, of agent: AgentView) -> [SafeText] {
        var parts: [SafeText] = []
        if let run {
            parts.append("\(name: run.run) since \(SafeText(untrusted: run.started.clock))Z,")
            let last = run.lastCall.map {
                "last call \(SafeText(untrusted: $0.clock))Z" as SafeText
            }
            parts.append((last ?? "no call yet") + ",")
        } else {
            parts.append("none now,")
        }
        let lines = Words.count(agent.connections, "connection", "connections")
        return parts + ["\(lines),", "owner \(name: agent.owner)"]
    }

    /// Its tools by their rung, the freest first: what runs alone is what a person asks for.
    private func byRung(_ agent: AgentView) -> [(Rung, [RungView])] {
        Dictionary(grouping: agent.rungs, by: \.rung).sorted { $0.key > $1.key }
    }

    /// Parts with a comma after each but the last.
    private static func listed(_ parts: [SafeText]) -> [SafeText] {
        parts.dropLast().map { $0 + "," } + parts.suffix(1)
    }
}
