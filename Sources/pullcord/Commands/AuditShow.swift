import ArgumentParser
import Control
import Governance
import SafeText

/// `pullcord audit show`
struct AuditShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print all that the trail holds of one call.",
        discussion: """
            Its proposal, the path of checks that decided it, who answered, what was sent and what \
            came back, with arguments and result where they were not erased.

            EXAMPLE
              pullcord audit show 4711
            """)

    @Argument(
        help: "The call as entries and refusals name it: 4711 or c4711.",
        transform: { text in
            guard let call = CallID(typed: text) else {
                throw ValidationError("\(text) is no number of a call: 4711 or c4711")
            }
            return call.number
        })
    var call: UInt64

    @Flag(help: "Print each entry as one line of JSON.")
    var json = false

    @Option(help: ArgumentHelp("Read this trail folder instead.", valueName: "dir"))
    var trail: String?

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        let view: EntriesView
        if let trail {
            view = try StoredEntries(folder: trail).call(call)
        } else {
            guard case .entries(let found) = try place.ask(.call(call)) else {
                throw CommandFailure.unexpectedReply
            }
            view = found
        }
        guard !view.entries.isEmpty else {
            throw CommandFailure(.notFound, "the trail holds nothing of call \(call)")
        }
        for entry in view.entries {
            try Screen.show(
                json
                    ? [SafeText(json: entry.json)]
                    : EntryLines.lines(of: entry, columns: Screen.columns))
        }
        if view.more > 0 { Screen.complain(["and \(view.more) more entries"]) }
    }
}
