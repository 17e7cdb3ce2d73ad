import ArgumentParser
import Control

/// `pullcord run end`
struct RunEnd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "End a run and withdraw what it has waiting.",
        discussion: """
            The agent's next connection begins a new run with a fresh budget.

            EXAMPLE
              pullcord run end r7 --reason "done for today"
            """)

    @Argument(help: "The run, as `pullcord runs` lists it.")
    var name: String

    @Option(help: ArgumentHelp("Why, for the record.", valueName: "text"))
    var reason: String

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        try place.act(.endRun(run: name, reason: try Subjects.reason(reason)))
    }
}
