import ArgumentParser
import Console
import Control
import Query
import SafeText

/// `pullcord audit tail`
struct AuditTail: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail", abstract: "Print the latest entries of the trail, and follow it.",
        discussion: """
            It asks the supervisor; with --trail it reads a trail folder itself, which needs no \
            supervisor but the right to read that folder.

            EXAMPLE
              pullcord audit tail -f
              pullcord audit tail -n 100 --json
              pullcord audit tail -n 1000 --filter 'decision:deny tier>=high'
            """)

    @Flag(name: .shortAndLong, help: "Go on printing entries as they are committed.")
    var follow = false

    @Option(name: .short, help: ArgumentHelp("How many entries to begin with.", valueName: "count"))
    var number: Int = 20

    @Option(
        help: ArgumentHelp(
            """
            Print only entries that match, such as agent:billing-bot decision:deny; -n counts those that \
            are looked at. The words are those of the console's filter.
            """, valueName: "filter"))
    var filter: String?

    @Flag(help: "Print each entry as one line of JSON.")
    var json = false

    @Option(help: ArgumentHelp("Read this trail folder instead.", valueName: "dir"))
    var trail: String?

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        guard number >= 0, number <= Self.most else {
            throw CommandFailure(.usage, "-n takes 0 to \(Self.most)")
        }
        var printer = EntryPrinter(filter: try filter.map(EntryPrinter.filter), isJSON: json)
        if let trail {
            try StoredEntries(folder: trail).tail(number, follow: follow) { try printer.show($0) }
        } else {
            try tail(try place.connect(), &printer)
        }
    }

    /// More than a terminal keeps; a whole trail is exported, not printed.
    private static let most = 1_000_000
    /// The supervisor says that it is alive more often than this.
    private static let silenceMilliseconds: Int64 = 60_000

    private func tail(_ client: ControlClient, _ printer: inout EntryPrinter) throws {
        guard case .status(let status) = try client.ask(.status) else {
            throw CommandFailure.unexpectedReply
        }
        let end = status.trail.size
        let start = end - min(end, UInt64(number))
        if start == end, !follow { return }
        guard case .snapshot = try client.ask(.subscribe(from: start)) else {
            throw CommandFailure.unexpectedReply
        }
        while true {
            switch try client.next(until: .after(milliseconds: Self.silenceMilliseconds)) {
            case .entry(let entry):
                try printer.show(entry)
                if !follow, entry.sequence + 1 >= end { return }
            case .tick(_, let next):
                if !follow, next >= end { return }
            case .lost(let next, let message):
                throw CommandFailure(
                    .refused,
                    "the feed ended before entry \(next): \(SafeText(untrusted: message))")
            }
        }
    }
}
