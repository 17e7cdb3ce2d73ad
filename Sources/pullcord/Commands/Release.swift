import ArgumentParser
import Control

/// `pullcord release`
struct Release: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let go what a kill stopped.",
        discussion: """
            It needs the power `release`, a reason and the same scope as the kill. Agents stay paused: \
            resume each one when you have looked at it. What still stops calls afterwards is told.

            A file that is still in the kill directory kills again: remove it first. It is
              \(KillPlace.words)
            or the one that the policy names under `kill`.

            EXAMPLE
              pullcord release --reason "the key was replaced"
            """)

    @OptionGroup(title: "Scope") var scope: ScopeOptions

    @Option(help: ArgumentHelp("Why, for the record.", valueName: "text"))
    var reason: String

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        try place.act(
            .release(scope: try scope.scope(), reason: try Subjects.reason(reason)))
    }
}
