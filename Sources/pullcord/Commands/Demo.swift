import ArgumentParser
import Console
import Demonstration
import SafeText
import Terminal

/// `pullcord demo`
struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "See agents fail and be stopped: in the console, with a tour.",
        discussion: """
            Starts a supervisor, three MCP servers (a bank, a mailbox, a file store) and scripted \
            agents in a directory of its own, and opens the console on them. A tour says what to \
            try: read a call that waits, approve one and deny one, pause an agent, stop everything. \
            > goes on with it, < puts it away, ^C twice leaves. Leaving ends everything that was \
            started, verifies the trail and removes the directory.

            With --headless, and where there is no terminal, six failures of agents are played in \
            half a minute and told line by line, with the control that stopped each. That ends with \
            0 when every stop happened as told.

            EXAMPLE
              pullcord demo
              pullcord demo --headless --keep
            """)

    @Flag(
        help:
            "No console: six failures are told line by line, and nobody is asked for longer than 3 s."
    )
    var headless = false

    @Flag(help: "Keep the directory with policy and trail, to look at them afterwards.")
    var keep = false

    @Option(
        help: ArgumentHelp("The console's theme (or PULLCORD_THEME).", valueName: "name"))
    var theme: String?

    /// Before each row of the feed stands a bar.
    private static let feedIndent = 4

    func run() throws {
        let demonstration = Demonstration(
            program: try ThisProgram.path(), audience: try audience(), keepsFolder: keep,
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

    /// A person, where there is a terminal to draw on. What cannot be shown is told line by line, so that
    /// the same command works everywhere.
    private func audience() throws -> Demonstration.Audience {
        guard !headless else { return .nobody }
        let facts: TerminalFacts
        do throws(TerminalFault) { facts = try .ofEnvironment() } catch {
            let why: SafeText =
                error == .notATerminal
                ? "standard input and output are not both a terminal" : error.message
            Screen.complain(["\(why): the demonstration is told line by line, as with --headless"])
            return .nobody
        }
        // A theme that is not there is told before anything is started.
        _ = try ThemeChoice.theme(named: theme, ThemeChoice.depth(of: facts))
        return .person(theme: theme)
    }
}
