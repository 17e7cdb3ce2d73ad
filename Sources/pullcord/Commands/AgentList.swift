import ArgumentParser
import Control
import SafeText

/// `pullcord agent list`
struct AgentList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the agents of the policy and how each proves itself.",
        discussion: """
            EXAMPLE
              pullcord agent list
            """)

    @Flag(help: "Print JSON, one object.")
    var json = false

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        let reply = try place.ask(.agents)
        guard case .agents(let view) = reply else { throw CommandFailure.unexpectedReply }
        try Screen.show(json ? [SafeText(json: reply.json)] : Listing.agents(view))
    }
}
