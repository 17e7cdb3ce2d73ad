import ArgumentParser
import Control
import SafeText

/// `pullcord policy pending`
struct PolicyPending: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pending",
        abstract: "Show what would change if the waiting policy were applied.",
        discussion: """
            EXAMPLE
              pullcord policy pending
            """)

    @Flag(help: "Print JSON, one object.")
    var json = false

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        let reply = try place.ask(.policyPending)
        guard case .policy(let view) = reply else { throw CommandFailure.unexpectedReply }
        try json
            ? Screen.show(SafeText(json: reply.json)) : Screen.tell(PolicyLines.lines(of: view))
    }
}
