import ArgumentParser
import Console
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
        let (view, start) = try found()
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
        if !json, view.more == 0, let end = EntryLines.openEnd(of: view.entries, start: start) {
            try Screen.show(Prose.rows(safe: end, columns: Screen.columns, indent: 4))
        }
    }

    /// The call's entries, and when the supervisor last started: a call that went before it and
    /// has no outcome will get none.
    private func found() throws -> (EntriesView, WallTime?) {
        if let trail {
            let stored = try StoredEntries(folder: trail)
            let view = try stored.call(call)
            let from = view.entries.last?.sequence ?? .max
            return (view, try stored.firstStart(after: from))
        }
        let client = try place.connect()
        guard case .entries(let view) = try client.ask(.call(call)),
            case .status(let status) = try client.ask(.status)
        else { throw CommandFailure.unexpectedReply }
        return (view, status.started)
    }
}
