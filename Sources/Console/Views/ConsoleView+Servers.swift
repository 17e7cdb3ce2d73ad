import Control
import Governance
import SafeText

/// The servers of the allowlist: what is known of their definitions, and their processes.
extension ConsoleView {
    mutating func drawServers() {
        guard let servers = model.status?.servers else { return }
        var row = body.lowerBound
        grid.put(
            Self.line("SERVER", "DEFINITIONS", "TOOLS", "PROCESSES"), row: row, column: 1,
            role: .heading)
        row += 1
        for server in servers.prefix(body.upperBound - row - 1) {
            grid.put(
                Self.line(
                    "\(name: server.name.text)", Self.pin(server.pin), "\(server.tools)",
                    Self.processes(server)),
                row: row, column: 1, role: server.pin == .drifted ? .alarmSoon : .text)
            row += 1
        }
        if servers.count > body.upperBound - body.lowerBound - 2 {
            grid.put(
                "\(servers.count) servers in all: pullcord status lists them", row: row, column: 1,
                role: .dim)
        }
    }

    private static func pin(_ pin: PinState) -> SafeText {
        switch pin {
        case .unreviewed: "NOT REVIEWED"
        case .accepted: "as accepted"
        case .drifted: "CHANGED"
        }
    }

    private static func processes(_ server: ServerView) -> SafeText {
        guard !server.processes.isEmpty else { return "not running" }
        return server.processes.map { process -> SafeText in
            "\(name: process.agent.text) \(name: process.state.rawValue)"
        }.joined(by: ", ")
    }

    private static func line(
        _ server: SafeText, _ pin: SafeText, _ tools: SafeText, _ processes: SafeText
    ) -> SafeText {
        server.fitted(to: 18) + pin.fitted(to: 14) + tools.fitted(to: 7) + processes
    }
}
