import ArgumentParser

@main
struct Pullcord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pullcord",
        abstract: "Supervise AI agents that act through the Model Context Protocol.")
}
