import ArgumentParser
import Control
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
              pullcord deny A7Q "not on a Friday"
            """)

    @Argument(help: "The code of the hold, as `pullcord holds` lists it.")
    var code: String

    @Argument(help: "Why: 1 to 5, the words they stand for, or your own. Asked for if left out.")
    var reason: [String] = []

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        var text = reason.joined(separator: " ")
        if text.isEmpty, Person.isThere {
            let question: SafeText = """
                Why? 1 wrong target, 2 too broad, 3 suspicious, 4 not needed, 5 policy, or your words
                """
            text = try Person.answer(to: question) ?? ""
        }
        let denial = try DenialWords.denial(text)
        let client = try place.connect()
        let hold = try client.hold(code)
        let answer = ControlAnswer(
            code: hold.summary.code, digest: hold.summary.digest, revision: hold.summary.revision,
            decision: .deny(denial), channel: Person.isThere ? .terminal : .script)
        try Screen.show(try client.settle(.answer(answer)))
    }
}
