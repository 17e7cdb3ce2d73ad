/// What was proposed and all that the gate read and found: the part of an entry that says why.
///
/// A value that never changes; a class, so that its fact, its flight and its hold share one.
package final class Judgement: Hashable, Sendable, Codable {
    package let call: CallID
    /// Nil where the agent could start no run.
    package let run: RunID?
    package let agent: AgentName
    package let connection: ConnectionID
    package let action: Action
    package let digest: Digest
    package let definition: Digest?
    /// The policy that judged.
    package let policy: Digest
    /// The tier that the policy declares; nil for a tool without one, which is held as high.
    package let declared: Tier?
    /// The tier after the raises of step 10.
    package let tier: Tier
    package let quantities: [Quantity]
    package let recipients: [RecipientMark]
    /// What the checks found; the most restrictive of them is the answer, softened where observing.
    package let findings: [Finding]
    /// What would have been answered if `mode: observe` had not softened it.
    package let wouldHave: Ruling?

    init(
        call: CallID, run: RunID?, agent: AgentName, connection: ConnectionID, action: Action,
        digest: Digest, definition: Digest?, policy: Digest, declared: Tier?, tier: Tier,
        quantities: [Quantity], recipients: [RecipientMark], findings: [Finding],
        wouldHave: Ruling?
    ) {
        self.call = call
        self.run = run
        self.agent = agent
        self.connection = connection
        self.action = action
        self.digest = digest
        self.definition = definition
        self.policy = policy
        self.declared = declared
        self.tier = tier
        self.quantities = quantities
        self.recipients = recipients
        self.findings = findings
        self.wouldHave = wouldHave
    }

    package static func == (left: Judgement, right: Judgement) -> Bool {
        left === right || left.isSame(as: right)
    }

    private func isSame(as other: Judgement) -> Bool {
        call == other.call
            && run == other.run
            && agent == other.agent
            && connection == other.connection
            && action == other.action
            && digest == other.digest
            && definition == other.definition
            && policy == other.policy
            && declared == other.declared
            && tier == other.tier
            && quantities == other.quantities
            && recipients == other.recipients
            && findings == other.findings
            && wouldHave == other.wouldHave
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(call)
        hasher.combine(digest)
    }

    /// What a kill's scope is held against.
    var subject: KillSubject {
        KillSubject(agent: agent, run: run, server: action.server, tool: action.tool)
    }
}
