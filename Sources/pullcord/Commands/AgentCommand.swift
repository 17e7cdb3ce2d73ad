import ArgumentParser

/// `pullcord agent …`
struct AgentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agent", abstract: "See agents, and give or take the token that proves one.",
        subcommands: [AgentAdd.self, AgentList.self, AgentRevoke.self])
}
