import ArgumentParser
import Control
import Governance
import SafeText

/// `pullcord grant`
struct Grant: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Set how much an agent may do alone with a tool.",
        discussion: """
            The rungs, from the strictest: shadow (writes are denied and noted), hold-all (all but reads \
            wait for a person), within-caps (what is inside its limits runs). The policy file is the ceiling, and high and critical calls wait at every rung.

            EXAMPLE
              pullcord grant billing-bot pay/refund within-caps --reason "two good weeks"
            """)

    @Argument(help: "The agent's name in the policy.")
    var agent: String

    @Argument(help: "The tool, as server/tool.")
    var tool: String

    @Argument(help: "shadow, hold-all or within-caps.")
    var rung: String

    @Option(help: ArgumentHelp("Why, for the record.", valueName: "text"))
    var reason: String

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        guard let rung = Rung(word: rung) else {
            throw CommandFailure(
                .usage,
                "\(untrusted: rung) is no rung; take shadow, hold-all or within-caps")
        }
        try place.act(
            .grant(
                agent: try Subjects.agent(agent), tool: try Subjects.tool(tool), rung: rung,
                reason: try Subjects.reason(reason)))
    }
}
