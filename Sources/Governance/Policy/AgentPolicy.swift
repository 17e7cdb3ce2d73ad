/// One MCP client with an identity of its own: what it may use and how much of it.
package final class AgentPolicy: Hashable, Sendable {
    /// The name in the policy and in the trail.
    package let name: AgentName
    /// Who answers for it: a name for people to read, and who may ask `pullcord why`.
    package let owner: String
    /// Whether its owner, where that is an operator, may approve its calls and grant it rungs.
    package let ownerMayAnswer: Bool
    /// How it proves itself.
    package let proof: AgentProof
    /// The tools it may see and call, each with the line that grants it.
    package let may: [ToolName: Int]
    /// The servers whose resources it may list and read, each with the line that grants it.
    package let resources: [ServerName: Int]
    /// The servers whose prompts it may list and get, each with the line that grants it.
    package let prompts: [ServerName: Int]
    /// The ceiling; an agent starts at hold-all whatever it says.
    package let rung: Rung
    /// Whether reads hold too at hold-all.
    package let holdReads: Bool
    /// What one run may use up.
    package let budget: Budget
    /// Which connections share a run.
    package let runs: RunScope
    /// How many runs it may start within any hour.
    package let runsPerHour: Int
    /// How long it may be idle before its run ends.
    package let idle: Duration
    /// Recipients that are known before any run.
    package let known: Set<Recipient>
    /// The line of the policy file.
    package let line: Int

    /// Names an agent.
    package init(
        name: AgentName, owner: String, proof: AgentProof, may: [ToolName: Int],
        resources: [ServerName: Int] = [:], prompts: [ServerName: Int] = [:],
        rung: Rung = .holdAll, holdReads: Bool = false, budget: Budget, runs: RunScope = .shared,
        runsPerHour: Int = AgentPolicy.usualRunsPerHour, idle: Duration = AgentPolicy.usualIdle,
        known: Set<Recipient> = [], ownerMayAnswer: Bool = true, line: Int
    ) {
        self.name = name
        self.owner = owner
        self.ownerMayAnswer = ownerMayAnswer
        self.proof = proof
        self.may = may
        self.resources = resources
        self.prompts = prompts
        self.rung = rung
        self.holdReads = holdReads
        self.budget = budget
        self.runs = runs
        self.runsPerHour = runsPerHour
        self.idle = idle
        self.known = known
        self.line = line
    }

    package static func == (left: AgentPolicy, right: AgentPolicy) -> Bool {
        left === right || left.isSame(as: right)
    }

    private func isSame(as other: AgentPolicy) -> Bool {
        name == other.name
            && owner == other.owner
            && ownerMayAnswer == other.ownerMayAnswer
            && proof == other.proof
            && may == other.may
            && resources == other.resources
            && prompts == other.prompts
            && rung == other.rung
            && holdReads == other.holdReads
            && budget == other.budget
            && runs == other.runs
            && runsPerHour == other.runsPerHour
            && idle == other.idle
            && known == other.known
            && line == other.line
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }

    /// How long an agent may be idle before its run ends (controls.md section 11).
    package static let usualIdle = Duration.seconds(600)
    /// Six, because a run ends after ten idle minutes: no more can follow each other in an hour
    /// unless each is ended early to shed its budget.
    package static let usualRunsPerHour = 6

    /// Whether this operator is the agent's owner, by name or by system user.
    package func isOwned(by person: OperatorPolicy) -> Bool {
        owner.utf8.elementsEqual(person.name.text.utf8)
            || owner.utf8.elementsEqual(person.user.utf8)
    }

    /// The servers of which it may use anything.
    package var servers: Set<ServerName> {
        Set(may.keys.map(\.server)).union(resources.keys).union(prompts.keys)
    }
}
