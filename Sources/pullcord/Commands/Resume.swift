import ArgumentParser
import Control

/// `pullcord resume`
struct Resume: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take the pause of an agent back.",
        discussion: """
            EXAMPLE
              pullcord resume billing-bot
            """)

    @Argument(help: "The agent's name in the policy.")
    var agent: String

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        try place.act(.resume(agent: try Subjects.agent(agent)))
    }
}
