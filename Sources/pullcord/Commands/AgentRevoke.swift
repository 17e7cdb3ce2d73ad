import ArgumentParser
import Control
import SafeText

/// `pullcord agent revoke`
struct AgentRevoke: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Take an agent's token away.",
        discussion: """
            The hash that the policy points to is removed, and a running \
            supervisor is told to close the agent's connections. Run it as the supervisor's user.

            EXAMPLE
              pullcord agent revoke billing-bot
            """)

    @Argument(help: "The agent's name in the policy.")
    var name: String

    @OptionGroup(title: "Place") var place: PlaceOptions

    func run() throws {
        let directories = try place.directories()
        let files = try AgentFiles(name, policy: directories.policy)
        try PlainFile.remove(files.hash)
        try Screen.show("the token of \(name: name) proves nothing any more")
        try Screen.tell(try ProofChange.tell(directories, of: files.agent))
    }
}
