import ArgumentParser
import Transport

/// `pullcord demo-console`: the console that the demonstration opens; not for people.
struct DemoConsole: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo-console", abstract: "Be the console of a demonstration.",
        discussion: """
            EXAMPLE
              pullcord demo-console --folder /tmp/pullcord-demo-x --parent 42
            """,
        shouldDisplay: false)

    @Option(help: ArgumentHelp("The directory of the demonstration.", valueName: "dir"))
    var folder: String

    @Option(help: ArgumentHelp("The process that plays it.", valueName: "pid"))
    var parent: Int32

    @Option(help: ArgumentHelp("A theme.", valueName: "name"))
    var theme: String?

    func run() throws {
        try ThisProcess.endWithParent()
        var words: [String] = []
        if let theme { words = ["--theme", theme] }
        try ConsoleRun.parse(words).show(for: DemoVisit(folder: folder, parent: parent))
    }
}
