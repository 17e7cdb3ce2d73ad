import ArgumentParser
import Control
import SafeText

/// `pullcord runs`
struct Runs: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the runs and what they used of their budgets.",
        discussion: """
            EXAMPLE
              pullcord runs
            """)

    @Flag(help: "Print JSON, one object.")
    var json = false

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        let reply = try place.ask(.runs)
        guard case .runs(let view) = reply else { throw CommandFailure.unexpectedReply }
        try Screen.show(json ? [SafeText(json: reply.json)] : Listing.runs(view))
    }
}
