import ArgumentParser
import Control
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
            """)

    @Flag(name: .shortAndLong, help: "Go on printing entries as they are committed.")
    var follow = false

    @Option(name: .short, help: ArgumentHelp("How many entries to begin with.", valueName: "count"))
    var number: Int = 20

    @Flag(help: "Print each entry as one line of JSON.")
    var json = false

    @Option(help: ArgumentHelp("Read this trail folder instead.", valueName: "dir"))
    var trail: String?

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        guard number >= 0, number <= Self.most else {
            throw CommandFailure(.usage, "-n takes 0 to \(Self.most)")
        }
        if let trail {
            var day = ""
            try StoredEntries(folder: trail).tail(number, follow: follow) { try show($0, &day) }
        } else {
            try tail(try place.connect())
        }
    }

    /// More than a terminal keeps; a whole trail is exported, not printed.
    private static let most = 1_000_000
    /// The supervisor says that it is alive more often than this.
    private static let silenceMilliseconds: Int64 = 60_000

    private func tail(_ client: ControlClient) throws {
        guard case .status(let status) = try client.ask(.status) else {
            throw CommandFailure.unexpectedReply
        }
        let end = status.trail.size
        let start = end - min(end, UInt64(number))
        if start == end, !follow { return }
        guard case .snapshot = try client.ask(.subscribe(from: start)) else {
            throw CommandFailure.unexpectedReply
        }
        var day = ""
        while true {
            switch try client.next(until: .after(milliseconds: Self.silenceMilliseconds)) {
            case .entry(let entry):
                try show(entry, &day)
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

    /// Entries carry the time of the day; their date stands on a line of its own where it changes.
    private func show(_ entry: EntryView, _ day: inout String) throws {
        guard !json else { return try Screen.show(SafeText(json: entry.json)) }
        if !entry.time.date.utf8.elementsEqual(day.utf8) {
            day = entry.time.date
            try Screen.show("-- \(SafeText(untrusted: day)), times in UTC --")
        }
        try Screen.tell([EntryLines.line(of: entry)])
    }
}
