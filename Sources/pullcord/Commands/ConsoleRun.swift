import ArgumentParser
import Console
import Glibc
import SafeText
import Terminal

/// `pullcord console`
struct ConsoleRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console",
        abstract: "Watch the agents live, and answer what they propose.",
        discussion: """
            ? lists the keys, ^X and then K stops everything, ^C twice ends the console. Ending it
            decides nothing: what waits goes on waiting.

            EXAMPLE
              pullcord console
              pullcord console --read-only --theme high-contrast
            """)

    @Flag(help: "Only look: no key decides anything.")
    var readOnly = false

    @Option(
        help: ArgumentHelp(
            """
            A theme: grey, dark, light, high-contrast, cvd-safe, ansi16, mono, or one of your own \
            (or PULLCORD_THEME).
            """, valueName: "name"))
    var theme: String?

    @Flag(
        help: """
            Draw with ASCII alone; every other character is shown by its code point. So it is anyway where \
            the locale's characters are not UTF-8.
            """)
    var ascii = false

    @Flag(
        help: """
            Draw with direct colour, by terminfo's entry for that: xterm-direct where TERM is \
            xterm-256color. Only for a terminal that shows it.
            """)
    var truecolor = false

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws { try show(for: nil) }

    /// Shows the console and ends the process with its status.
    func show(for visit: DemoVisit?) throws {
        let directories = try place.directories()
        let user = try place.user()
        let facts = try TerminalFailure.wrapped { () throws(TerminalFault) in
            var facts = try TerminalFacts.ofEnvironment()
            if truecolor { facts = try facts.inDirectColour() }
            return ascii ? facts.inASCII : facts
        }
        let depth = ThemeChoice.depth(of: facts)
        let theme = try ThemeChoice.theme(named: theme, depth)
        let log = try ConsoleLog.path()
        let role = try TerminalFailure.wrapped { () throws(TerminalFault) in
            try Guard.enter(log: log, notice: visit?.notice)
        }
        switch role {
        // Also 128 and a signal's number, which no other command ends with.
        case .guarding(let status):
            visit?.end(status)
            Glibc.exit(status)
        case .guarded(let life):
            let status: Int32
            do throws(CommandFailure) {
                status = try draw(facts, depth, theme, directories, user, life, visit)
            } catch {
                // Standard error is the log by now.
                try Screen.show(error.lines)
                status = error.status.rawValue
            }
            Glibc.exit(status)
        }
    }

    private func draw(
        _ facts: TerminalFacts, _ depth: ColourDepth, _ theme: Theme, _ directories: Directories,
        _ user: UInt32?, _ life: Life, _ visit: DemoVisit?
    ) throws(CommandFailure) -> Int32 {
        var loop = try TerminalFailure.wrapped { () throws(TerminalFault) in
            try TerminalLoop(facts, depth: depth, life: life)
        }
        // Entries come many in one message: a small box bounds them.
        let mailbox = try TerminalFailure.wrapped { () throws(TerminalFault) in
            try Mailbox<ConsoleMessage>(capacity: 64)
        }
        let line = ConsoleLine(path: directories.controlSocket, user: user) { mailbox.post($0) }
        let kill = KillLine(
            path: directories.controlSocket, user: user, directory: directories.killDirectory
        ) { mailbox.postUrgently($0) }
        try line.start()
        try kill.start()
        var model = ConsoleModel(
            size: TerminalFacts.size ?? .full, isReadOnly: readOnly, isASCII: !facts.isUTF8,
            tour: visit == nil ? nil : Tour())
        if let unknown = facts.unknown {
            let words: SafeText =
                "terminfo knows no terminal \(untrusted: unknown): drawn as \(name: facts.name)"
            model.notice = Notice(text: words, role: .alarmSoon, at: Clock.now)
        }
        let look = Look(
            { theme.style(of: $0, depth: depth) },
            selected: { theme.selectedStyle(of: $0, depth: depth) })
        var program = ConsoleProgram(
            model, look: look, line: line, kill: kill, visit: visit
        ) { mailbox.postUrgently($0) }
        return try TerminalFailure.wrapped { () throws(TerminalFault) in
            try loop.run(&program, mailbox: mailbox)
        }
    }
}
