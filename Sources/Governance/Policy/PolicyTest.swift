package import JSON

/// A call that the file says how to judge, so that a change of the file cannot change it unseen.
package struct PolicyTest: Hashable, Sendable {
    /// Who calls.
    package let agent: AgentName
    /// What is called.
    package let call: ToolName
    /// With what.
    package let arguments: JSONValue
    /// At which rung; nil: the agent's ceiling.
    package let rung: Rung?
    /// Recipients that count as known beside those of the policy.
    package let known: Set<Recipient>
    /// What must come out.
    package let expect: Expectation
    /// The check that must be among those that gave this answer; nil: whichever.
    package let why: Check?
    /// The line of the policy file.
    package let line: Int

    /// What must come out of a test.
    package enum Expectation: String, Hashable, Sendable, CaseIterable {
        case allow
        case hold
        case deny
    }

    /// The checks that a file alone decides, in their order. What the others look at, switches,
    /// servers, the schemas of their tools and what came before, is not there in a test.
    package static let checks: [Check] = [
        .grant, .rule, .cap, .quantity, .budget, .limit, .recipient, .tier, .rung,
    ]

    /// States what must come out of a call.
    package init(
        agent: AgentName, call: ToolName, arguments: JSONValue, rung: Rung? = nil,
        known: Set<Recipient> = [], expect: Expectation, why: Check? = nil, line: Int
    ) {
        self.agent = agent
        self.call = call
        self.arguments = arguments
        self.rung = rung
        self.known = known
        self.expect = expect
        self.why = why
        self.line = line
    }
}
