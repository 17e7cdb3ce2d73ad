import ArgumentParser
import Control

/// `pullcord pause`
struct Pause: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Deny an agent's new calls until it is resumed.",
        discussion: """
            What it has waiting stays, and cannot be approved while the pause lasts. Calls at a server finish.

            EXAMPLE
              pullcord pause billing-bot --reason "it loops"
            """)

    @Argument(help: "The agent's name in the policy.")
    var agent: String

    @Option(help: ArgumentHelp("Why, for the record.", valueName: "text"))
    var reason: String

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        try place.act(
            .pause(agent: try Subjects.agent(agent), reason: try Subjects.reason(reason)))
    }
}
