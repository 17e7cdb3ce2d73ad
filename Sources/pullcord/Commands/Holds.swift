import ArgumentParser
import Console
import Control
import SafeText

/// `pullcord holds`
struct Holds: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List what waits for a person, or show one card.",
        discussion: """
            What waits comes first, the oldest on top; below it stands what was settled lately. With a \
            code it shows the card of that hold and asks nothing.

            EXAMPLE
              pullcord holds
              pullcord holds A7Q
              pullcord holds A7Q --json
            """)

    @Argument(help: "The code of one hold.")
    var code: String?

    @Flag(help: "List all that was settled lately, not only the last few.")
    var all = false

    @Flag(help: "Print JSON, one object.")
    var json = false

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        let client = try place.connect()
        let reply = try client.ask(code.map { .hold(code: $0) } ?? .holds)
        if json { return try Screen.show(SafeText(json: reply.json)) }
        switch reply {
        case .hold(let hold):
            let you = client.welcome.you.name
            try Screen.show(CardText(hold, for: you, columns: Screen.columns).lines)
        case .holds(let view):
            try Screen.show(Listing.holds(view, showsAll: all))
        default:
            throw CommandFailure.unexpectedReply
        }
    }
}
