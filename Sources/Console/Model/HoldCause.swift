package import Control
package import Governance

/// What a person on call means by "the same thing again": one agent that calls one tool, held by the
/// same checks.
///
/// Not the run: a run does many things, and who denies its refunds has not considered its mails; an
/// agent that loops does so over runs as well. Not the tool alone: two agents that use it do so for two
/// people, and one pause would not stop both.
package struct HoldCause: Hashable, Sendable {
    package let agent: AgentName
    package let tool: ToolName
    /// The checks that say hold; nil where the supervisor does not tell them.
    package let heldBy: String?

    package init(_ hold: HoldSummary) {
        agent = hold.agent
        tool = hold.tool
        heldBy = hold.heldBy
    }
}

extension HoldQueue {
    /// The open holds of a cause, the oldest first.
    package func open(of cause: HoldCause) -> [HoldSummary] {
        open.filter { HoldCause($0) == cause }
    }

    /// How many open holds there are of each cause.
    package var causes: [HoldCause: Int] {
        open.reduce(into: [:]) { $0[HoldCause($1), default: 0] += 1 }
    }
}
