import ArgumentParser
import Control
import SafeText

/// `pullcord freeze`
struct Freeze: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Deny everybody's writes; reads go on.",
        discussion: """
            EXAMPLE
              pullcord freeze --reason "incident 7"
              pullcord freeze --off
            """)

    @Option(help: ArgumentHelp("Why, for the record.", valueName: "text"))
    var reason: String?

    @Flag(help: "Let writes go on again.")
    var off = false

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        if off { return try place.act(.thaw) }
        guard let reason else {
            throw CommandFailure(.usage, "a freeze needs a reason for the record; give --reason")
        }
        try place.act(.freeze(reason: try Subjects.reason(reason)))
    }
}
