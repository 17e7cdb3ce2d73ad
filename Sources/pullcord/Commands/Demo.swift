import ArgumentParser
import Console
import Demonstration
import SafeText

/// `pullcord demo`
struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "See agents fail and be stopped, in about a minute.",
        discussion: """
            Starts a supervisor, three MCP servers (a bank, a mailbox, a file store) and scripted \
            agents in a directory of its own, and plays six failures. It prints the live feed, says \
            which control stopped what, and verifies the trail. Calls that wait for a person can be \
            answered from another terminal; with nobody there they end as denials.

            It ends with 0 when every stop happened as told, and leaves nothing behind.

            EXAMPLE
              pullcord demo
              pullcord demo --headless --keep
            """)

    @Flag(
        help: "Nobody will answer or read along: questions end after 3 s, and nothing pauses.")
    var headless = false

    @Flag(help: "Keep the directory with policy and trail, to look at them afterwards.")
    var keep = false

    /// Before each row of the feed stands a bar.
    private static let feedIndent = 4

    func run() throws {
        let demonstration = Demonstration(
            program: try ThisProgram.path(), isHeadless: headless, keepsFolder: keep,
            page: DemonstrationPage(
                telling: { Screen.rows(of: EntryLines.line(of: $0), indent: Self.feedIndent) },
                rows: { Screen.rows(of: $0, indent: 0) }))
        let isAsTold: Bool
        do {
            isAsTold = try demonstration.play()
        } catch let failure as DemonstrationFailure {
            throw CommandFailure(.refused, failure.words)
        }
        guard isAsTold else {
            throw CommandFailure(.refused, "the demonstration did not go as told; see above")
        }
    }
}
