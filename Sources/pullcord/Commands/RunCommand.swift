import ArgumentParser

/// `pullcord run …`
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Act on one run.", subcommands: [RunEnd.self])
}
