import ArgumentParser

/// `pullcord policy …`
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Check the policy file, and bring a new one into force.",
        subcommands: [
            PolicyCheck.self, PolicyTestCommand.self, PolicyReload.self, PolicyPending.self,
            PolicyApply.self,
        ])
}
