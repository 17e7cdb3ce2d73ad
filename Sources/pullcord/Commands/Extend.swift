import ArgumentParser
import Console
import Control
import SafeText

/// `pullcord extend`
struct Extend: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keep a question open for longer.",
        discussion: """
            Possible once, by at most the time that the policy gives to a new question (`park`), which \
            is also what you get if you name none. A caller that can wait is kept waiting longer, too.

            EXAMPLE
              pullcord extend A7Q 15m
            """)

    @Argument(help: "The code of the hold.")
    var code: String

    @Argument(help: "How much longer: a number with s, m or h.")
    var span: String?

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        let nanoseconds = try span.map { span in
            guard let nanoseconds = Span.nanoseconds(span) else {
                throw CommandFailure(
                    .usage, "\(untrusted: span) is no time; write one such as 90s, 5m or 1h")
            }
            return nanoseconds
        }
        let client = try place.connect()
        let request = ControlRequest.extend(code: code, nanoseconds: nanoseconds)
        guard case .settled(let view) = try client.ask(request) else {
            throw CommandFailure.unexpectedReply
        }
        try Screen.show(Self.line(of: view))
    }

    /// Until when the question is open now.
    static func line(of view: SettledView) -> SafeText {
        """
        \(name: view.hold.code) is \(Words.state(view.hold.state)) until \
        \(Times.at(view.hold.parkUntil)) (entry \(view.sequence))
        """
    }
}
