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
        let client = try place.connect()
        let reply: ControlReply
        do throws(CommandFailure) {
            reply = try client.ask(.policyReload)
        } catch {
            guard error.code == .policyRefused else { throw error }
            throw try Self.refusal(error, client)
        }
        guard case .policy(let view) = reply else { throw CommandFailure.unexpectedReply }
        try Screen.tell(PolicyLines.lines(of: view))
    }

    /// The refusal of a file joins its faults in one sentence; the supervisor keeps each.
    private static func refusal(
        _ refusal: CommandFailure, _ client: ControlClient
    ) throws(CommandFailure) -> CommandFailure {
        guard case .policy(let view) = try client.ask(.policyPending), !view.faults.isEmpty else {
            return refusal
        }
        return CommandFailure(
            refusal.status,
            lines: view.faults.map { SafeText(untrusted: $0) } + [
                "the policy file was refused; correct it; the policy in force stays"
            ])
    }
}
