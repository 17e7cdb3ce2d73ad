import ArgumentParser
import Control
import SafeText

/// `pullcord extend`
struct Extend: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keep a question open for longer.",
        discussion: """
            It changes how long you have, not how long the caller waits; that is for the caller to say.

            EXAMPLE
              pullcord extend A7Q 15m
            """)

    @Argument(help: "The code of the hold.")
    var code: String

    @Argument(help: "How much longer: a number with s, m or h.")
    var span: String = "5m"

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        guard let nanoseconds = Span.nanoseconds(span) else {
            throw CommandFailure(
                .usage, "\(untrusted: span) is no time; write one such as 90s, 5m or 1h")
        }
        let client = try place.connect()
        try Screen.show(try client.settle(.extend(code: code, nanoseconds: nanoseconds)))
    }
}
