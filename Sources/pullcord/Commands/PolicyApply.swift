import ArgumentParser
import Control
import Governance
import SafeText

/// `pullcord policy apply`
struct PolicyApply: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Bring the waiting policy into force.",
        discussion: """
            It needs the power `apply`. At a terminal the differences are shown and the first four \
            characters of their digest asked for; without one, give the whole digest as shown by \
            `pullcord policy pending --json`. What was shown is what is applied.

            EXAMPLE
              pullcord policy apply
            """)

    @Option(help: ArgumentHelp("Apply only the policy with this digest.", valueName: "hex"))
    var digest: String?

    @OptionGroup(title: "Place") var place: SupervisorPlace

    private static let typedCharacters = 4

    func run() throws {
        let client = try place.connect()
        guard case .policy(let view) = try client.ask(.policyPending) else {
            throw CommandFailure.unexpectedReply
        }
        guard let pending = view.pending else {
            throw CommandFailure(
                .notFound, "no policy waits; `pullcord policy reload` reads the file")
        }
        let text = pending.digest.hexadecimal
        if let digest {
            guard digest.utf8.elementsEqual(text.utf8) else {
                throw CommandFailure(
                    .stale, "another policy waits than the one you named; look at it again")
            }
        } else {
            try confirm(view, pending, typing: String(text.prefix(Self.typedCharacters)))
        }
        guard case .policy(let now) = try client.ask(.policyApply(digest: pending.digest)) else {
            throw CommandFailure.unexpectedReply
        }
        try Screen.tell(PolicyLines.lines(of: now))
    }

    /// The question under the differences, with the digest that is answered for.
    static func question(for pending: PendingPolicyView) -> SafeText {
        """
        To apply policy \(PolicyLines.short(pending.digest)) type the first \(typedCharacters) \
        characters of that digest
        """
    }

    private func confirm(
        _ view: PolicyView, _ pending: PendingPolicyView, typing word: String
    ) throws {
        guard Person.isThere else {
            throw CommandFailure(
                .usage, "there is no terminal to show the differences on; give --digest")
        }
        let isReadToEnd = try Person.shows(
            Screen.broken(PolicyLines.lines(of: view), columns: Screen.columns))
        guard isReadToEnd,
            let typed = try Person.decision(on: Self.question(for: pending)),
            typed.utf8.elementsEqual(word.utf8)
        else { throw CommandFailure(.refused, "not confirmed, so not applied; it still waits") }
    }
}
