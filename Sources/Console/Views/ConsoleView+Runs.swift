import Control
import Governance
import SafeText

/// The agents, and the run of each; below them all that is known of the one under the cursor.
extension ConsoleView {
    mutating func drawRuns() {
        guard let status = model.status else { return }
        guard !status.agents.isEmpty else {
            return _ = grid.put(
                "The policy names no agents.", row: body.lowerBound + 1, column: 1, role: .dim)
        }
        let selected = status.agents.first { $0.name == model.agent }
        let about = selected.map { agentRows($0, columns: model.size.columns - 2) } ?? []
        // The list is what the screen is for: what is said of one agent takes half of it at most.
        let aboutRoom = min(about.count + 1, body.count / 2)
        drawAgents(status.agents, rows: body.count - aboutRoom)
        guard let selected else { return }
        let top = body.upperBound - aboutRoom
        rule("\(name: selected.name.text)", row: top, role: .strong)
        for (offset, text) in about.prefix(aboutRoom - 1).enumerated() {
            grid.put(text, row: top + 1 + offset, column: 1)
        }
    }

    private mutating func drawAgents(_ agents: [AgentView], rows: Int) {
        var row = body.lowerBound
        grid.put(
            Self.line("AGENT", "STATE", "RUN", "HELD", "SENT", "CLOSEST TO ITS LIMIT"), row: row,
            column: 1, role: .heading)
        row += 1
        let room = max(1, rows - 1)
        let place = agents.firstIndex { $0.name == model.agent } ?? 0
        let top = max(0, min(place - room / 2, agents.count - room))
        for agent in agents.dropFirst(top).prefix(room) {
            let run = model.runs?.runs.first { $0.run == agent.run }
            grid.put(
                Self.line(
                    "\(name: agent.name.text)", Self.state(of: agent),
                    agent.run.map { SafeText(name: $0) } ?? "-", "\(agent.holds)",
                    "\(agent.inFlight)", run?.closest?.share ?? "-"),
                row: row, column: 1, role: agent.paused != nil ? .held : .text)
            if agent.name == model.agent { grid.select(row: row) }
            row += 1
        }
    }

    private static func state(of agent: AgentView) -> SafeText {
        agent.paused != nil ? "PAUSED" : agent.connections > 0 ? "here" : "away"
    }

    private static func line(
        _ agent: SafeText, _ state: SafeText, _ run: SafeText, _ held: SafeText,
        _ sent: SafeText, _ closest: SafeText
    ) -> SafeText {
        agent.fitted(to: 20) + " " + state.fitted(to: 8) + run.fitted(to: 8) + held.fitted(to: 6)
            + sent.fitted(to: 6) + closest
    }
}
