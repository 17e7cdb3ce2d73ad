/// What was proposed and all that the gate read and found: the part of an entry that says why.
package struct Judgement: Hashable, Sendable, Codable {
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
    package let findings: [Finding]
    /// What would have been answered if `mode: observe` had not softened it.
    package let wouldHave: Ruling?

    /// The gate's answer: the most restrictive of the findings, softened where observing.
    var subject: KillSubject {
        KillSubject(agent: agent, run: run, server: action.server, tool: action.tool)
    }
}
