import ArgumentParser
import Control

/// `pullcord kill`
struct Kill: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Stop everything, or one server, tool, agent or run, now.",
        discussion: """
            From its acknowledgement on no byte of a new call goes out in its scope; calls that were sent \
            before are listed by name. It holds over restarts until somebody releases it.
            Without this command: put any file into the kill directory, or send SIGUSR1 to the supervisor.
            The kill directory is
              \(KillPlace.words)
            and the one that the policy names under `kill`, if it does; `pullcord status` tells both.

            EXAMPLE
              pullcord kill
              pullcord kill --reason "wrong account"
              pullcord kill --agent billing-bot --reason "it loops"
            """)

    @OptionGroup(title: "Scope") var scope: ScopeOptions

    @Option(help: ArgumentHelp("Why, for the record.", valueName: "text"))
    var reason = "no reason given"

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        let request = ControlRequest.kill(
            scope: try scope.scope(), reason: try Subjects.reason(reason))
        let client = try place.connect()
        guard case .killed(let view) = try client.ask(request) else {
            throw CommandFailure.unexpectedReply
        }
        try Screen.show(Listing.killed(view))
    }
}
