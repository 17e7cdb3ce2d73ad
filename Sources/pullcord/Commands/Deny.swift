import ArgumentParser
import Console
import Control
import Governance
import SafeText

/// `pullcord deny`
struct Deny: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Deny a held call, with a reason for the record.",
        discussion: """
            The reason is a number or its words, or a sentence of your own; the agent never sees it.
              1 wrong target   2 too broad   3 suspicious   4 not needed   5 policy   6 your own words

            EXAMPLE
              pullcord deny A7Q 2
              pullcord deny A7Q --reason "not on a Friday"
            """)

    @Argument(help: "The code of the hold, as `pullcord holds` lists it.")
    var code: String

    @Argument(help: "Why: 1 to 5, the words they stand for, or your own. Asked for if left out.")
    var why: [String] = []

    @Option(
        help: ArgumentHelp("The same as one word, as other commands take it.", valueName: "text"))
    var reason: String?

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        let given = try typed.map(DenialWords.denial)
        // Who has nobody to ask is told what is missing before anything is asked for.
        if given == nil, !Person.isThere { _ = try DenialWords.denial("") }
        let client = try place.connect()
        let hold = try client.hold(code)
        if Person.isThere { try Screen.show(Self.lines(of: hold.summary, columns: Screen.columns)) }
        let denial = if let given { given } else { try DenialWords.denial(try asked()) }
        let answer = ControlAnswer(
            code: hold.summary.code, digest: hold.summary.digest, revision: hold.summary.revision,
            decision: .deny(denial), channel: Person.isThere ? .terminal : .script)
        try Screen.show(try client.settle(.answer(answer)))
    }

    /// What is about to be denied: `A7Q  HIGH  billing-bot  pay/refund: refund 900 usd to A1`.
    static func lines(of hold: HoldSummary, columns: Int) -> [SafeText] {
        let say = hold.say.map { ": \(SafeText(untrusted: $0))" as SafeText } ?? ""
        let line: SafeText = """
            \(name: hold.code)  \(Words.tier(hold.tier))  \(name: hold.agent.text)  \
            \(name: hold.tool.description)\(say)
            """
        return Prose.rows(safe: line, columns: columns, indent: 4)
    }

    /// The reason of the command line, if there is one.
    private var typed: String? {
        get throws(CommandFailure) {
            guard let reason else { return why.isEmpty ? nil : why.joined(separator: " ") }
            guard why.isEmpty else {
                throw CommandFailure(
                    .usage, "give the reason once: after the code, or with --reason")
            }
            return reason
        }
    }

    private func asked() throws -> String {
        let question: SafeText = """
            Why? 1 wrong target, 2 too broad, 3 suspicious, 4 not needed, 5 policy, or your words
            """
        return try Person.answer(to: question) ?? ""
    }
}
