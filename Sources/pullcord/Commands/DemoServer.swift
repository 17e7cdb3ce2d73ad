import ArgumentParser
import DemonstrationServers
import SafeText

/// `pullcord demo-server`: what the demonstration's policy starts; not for people.
struct DemoServer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo-server", abstract: "Be one of the demonstration's MCP servers (stdio).",
        discussion: """
            EXAMPLE
              pullcord demo-server bank --state bank.json
            """,
        shouldDisplay: false)

    @Argument(help: "bank, mail or files.")
    var server: String

    @Option(help: ArgumentHelp("The file that keeps its state.", valueName: "file"))
    var state: String

    func run() throws {
        guard let server = DemonstrationServer(rawValue: server) else {
            throw CommandFailure(.usage, "there is no demonstration server \(untrusted: server)")
        }
        do {
            try server.run(state: StateFile(path: state))
        } catch let failure as StateFile.Failure {
            throw CommandFailure(.refused, SafeText(untrusted: failure.description))
        }
    }
}
