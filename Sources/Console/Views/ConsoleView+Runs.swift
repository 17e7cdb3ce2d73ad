import Control
import Governance
import SafeText

/// The agents, and the run of each.
extension ConsoleView {
    mutating func drawRuns() {
        guard let status = model.status else { return }
        var row = body.lowerBound
        grid.put(
            Self.line("AGENT", "STATE", "RUN", "CONN", "HELD", "FLYING", "USED"), row: row,
            column: 1,
            role: .heading)
        row += 1
        let room = body.upperBound - row
        let place = status.agents.firstIndex { $0.name == model.agent } ?? 0
        let top = max(0, min(place - room / 2, status.agents.count - room))
        for agent in status.agents.dropFirst(top).prefix(room) {
            let run = model.runs?.runs.first { $0.run == agent.run }
            let state: SafeText =
                agent.paused != nil ? "PAUSED" : agent.connections > 0 ? "here" : "away"
            grid.put(
                Self.line(
                    "\(name: agent.name.text)", state, agent.run.map { SafeText(name: $0) } ?? "-",
                    "\(agent.connections)", "\(agent.holds)", "\(agent.inFlight)",
                    run.map(Self.used) ?? "-"),
                row: row, column: 1, role: agent.paused != nil ? .held : .text)
            if agent.name == model.agent {
                grid.select(row: row)
            }
            row += 1
        }
    }

    /// `12/60 calls, 3/20 writes`
    private static func used(_ run: RunView) -> SafeText {
        run.spent.map { spent -> SafeText in
            let limit = spent.limit.map { "/\(name: $0)" as SafeText } ?? ""
            return "\(name: spent.spent)\(limit) \(name: spent.name)"
        }.joined(by: ", ")
    }

    private static func line(
        _ agent: SafeText, _ state: SafeText, _ run: SafeText, _ connections: SafeText,
        _ held: SafeText, _ flying: SafeText, _ used: SafeText
    ) -> SafeText {
        agent.fitted(to: 16) + state.fitted(to: 8) + run.fitted(to: 8) + connections.fitted(to: 5)
            + held.fitted(to: 5) + flying.fitted(to: 7) + used
    }
}
