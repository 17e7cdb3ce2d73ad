import ArgumentParser
import Console
import Control
import Governance
import SafeText

/// `pullcord approve`
struct Approve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Approve a held call after reading its card.",
        discussion: """
            At a terminal it shows the whole card and asks for the code: its first character at tiers low \
            and medium, all of it at high and critical. Without a terminal it needs --digest, is recorded \
            as a script, and reaches only the tiers that the policy allows scripts; critical is refused.

            EXAMPLE
              pullcord approve A7Q
            """)

    @Argument(help: "The code of the hold, as `pullcord holds` lists it.")
    var code: String

    @Option(help: ArgumentHelp("Approve only if the hold has this digest.", valueName: "hex"))
    var digest: String?

    @Option(help: ArgumentHelp("Your own words for the record.", valueName: "text"))
    var reason: String?

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        let wanted = try digest.map(Self.digest)
        guard wanted != nil || Person.isThere else {
            throw CommandFailure(
                .usage,
                """
                there is no terminal to show the card on; give --digest with the digest that you \
                decided on, from `pullcord holds \(name: code) --json`
                """)
        }
        let client = try place.connect()
        let hold = try client.hold(code)
        let isScript = !Person.isThere
        if let obstacle = Approval.obstacle(to: hold, digest: wanted, isScript: isScript) {
            throw obstacle
        }
        var words = reason
        if !isScript {
            try confirm(hold, as: client.welcome.you.name)
            if hold.mustJustify, words == nil {
                words = try Person.answer(
                    to: "Why do you approve it? The policy asks for your words.")
            }
        }
        if hold.mustJustify, words?.isEmpty ?? true {
            throw CommandFailure(
                .usage, "the policy asks for your words with this approval; give --reason")
        }
        let answer = ControlAnswer(
            code: hold.summary.code, digest: hold.summary.digest, revision: hold.summary.revision,
            decision: .approve, channel: isScript ? .script : .terminal, justification: words)
        try Screen.show(try client.settle(.answer(answer)))
    }

    /// Shows the card to its end and takes the code; throws when the person does not confirm.
    private func confirm(_ hold: HoldView, as you: OperatorName) throws {
        let lines = CardText(hold, for: you, columns: Screen.columns).lines
        let isReadToEnd = try Person.shows(lines)
        guard isReadToEnd else {
            throw CommandFailure(.refused, "not read to the end, so not approved; it still waits")
        }
        let typed = try Person.decision(on: Approval.question(for: hold))
        guard let typed, Approval.confirms(typed, hold) else {
            throw CommandFailure(.refused, "not confirmed, so not approved; it still waits")
        }
    }

    private static func digest(_ text: String) throws(CommandFailure) -> Digest {
        guard let digest = Digest(hexadecimal: text) else {
            throw CommandFailure(
                .usage, "--digest takes 64 lower-case hexadecimal digits, all of them")
        }
        return digest
    }
}
