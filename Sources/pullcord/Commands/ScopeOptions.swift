import ArgumentParser
import Control
import SafeText

/// The scope of a kill or a release: everything, unless one thing is named.
struct ScopeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only this server.", valueName: "name"))
    var server: String?

    @Option(help: ArgumentHelp("Only this tool.", valueName: "server/tool"))
    var tool: String?

    @Option(help: ArgumentHelp("Only this agent.", valueName: "name"))
    var agent: String?

    @Option(name: .customLong("run-name"), help: ArgumentHelp("Only this run.", valueName: "run"))
    var runName: String?

    /// The scope named; more than one is a mistake that must not be guessed at.
    func scope() throws(CommandFailure) -> ControlScope {
        var scopes: [ControlScope] = []
        if let server { scopes.append(.server(try Subjects.server(server))) }
        if let tool { scopes.append(.tool(try Subjects.tool(tool))) }
        if let agent { scopes.append(.agent(try Subjects.agent(agent))) }
        if let runName { scopes.append(.run(runName)) }
        guard scopes.count <= 1 else {
            throw CommandFailure(.usage, "name one scope at a time; run the command twice for two")
        }
        return scopes.first ?? .everything
    }
}
