import ArgumentParser
import Control
import SafeText

/// `pullcord status`
struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the state of the supervisor, its agents and servers.",
        discussion: """
            EXAMPLE
              pullcord status
            """)

    @Flag(help: "Print JSON, one object.")
    var json = false

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        let reply = try place.ask(.status)
        guard case .status(let view) = reply else { throw CommandFailure.unexpectedReply }
        try Screen.show(json ? [SafeText(json: reply.json)] : StatusLines.lines(of: view))
    }
}
