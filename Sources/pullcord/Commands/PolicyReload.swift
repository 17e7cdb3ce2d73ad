import ArgumentParser
import Control
import SafeText

/// `pullcord policy reload`
struct PolicyReload: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload", abstract: "Have the supervisor read its policy file again.",
        discussion: """
            What makes nothing freer is in force at once. Anything else waits until somebody who \
            may has seen the differences and applied them. A file with a fault changes nothing.

            EXAMPLE
              pullcord policy reload
            """)

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        guard case .policy(let view) = try place.ask(.policyReload) else {
            throw CommandFailure.unexpectedReply
        }
        guard view.faults.isEmpty else {
            throw CommandFailure(
                .refused,
                lines: view.faults.map { SafeText(untrusted: $0) } + [
                    "the file was refused; the policy in force stays"
                ])
        }
        try Screen.show(PolicyLines.lines(of: view))
    }
}
