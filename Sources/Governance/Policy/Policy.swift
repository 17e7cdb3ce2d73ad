package import JSON

/// What the person wrote: everything the governor may ever allow, read from one policy file.
///
/// The file is the ceiling; the trail holds what was granted; the stricter of the two applies
/// (design section 6). Every value that a check may cite carries the line it was written on.
/// Its parts never change; a class, as are its tools and agents, so that looking copies nothing.
package final class Policy: Hashable, Sendable {
    /// The digest of the file's bytes, by which entries name the policy in force.
    package let digest: Digest
    /// What every header, card and kill dialog shows.
    package let host: HostLabel
    /// Whether the policy's own holds, limits and deny rules are enforced or only observed.
    package let mode: PolicyMode
    /// Whether low-tier calls may run ahead of the disk.
    package let audit: AuditMode
    /// What may be lost before a person acts; at least one unit.
    package let appetite: [Unit: ExactDecimal]
    /// Who may answer and use the switches.
    package let operators: [OperatorName: OperatorPolicy]
    /// The allowlist of servers; a server that is not here does not exist.
    package let servers: [ServerName: ServerPolicy]
    /// The declared tools. A granted tool is always declared; it may lack a tier, which then
    /// counts as high.
    package let tools: [ToolName: ToolPolicy]
    /// The agents that may connect.
    package let agents: [AgentName: AgentPolicy]
    /// The two times of a hold and how many an agent may have open.
    package let holds: HoldPolicy
    /// What is run when a person is needed.
    package let alerts: [AlertCommand]
    /// A directory in which any file engages the kill switch; nil: the runtime directory's own.
    package let killDirectory: String?
    /// Where the file names it.
    package let killDirectoryLine: Int
    /// The tests written inside the file.
    package let tests: [PolicyTest]
    /// No run ends idle sooner than so long after its last call.
    package let shortestIdle: Duration

    /// Makes a policy; the reader of the file has checked that its parts fit together.
    package init(
        digest: Digest, host: HostLabel, mode: PolicyMode = .enforce, audit: AuditMode = .normal,
        appetite: [Unit: ExactDecimal] = [:], operators: [OperatorName: OperatorPolicy] = [:],
        servers: [ServerName: ServerPolicy] = [:], tools: [ToolName: ToolPolicy] = [:],
        agents: [AgentName: AgentPolicy] = [:], holds: HoldPolicy = HoldPolicy(),
        alerts: [AlertCommand] = [], killDirectory: String? = nil,
        killDirectoryLine: Int = 0, tests: [PolicyTest] = []
    ) {
        self.digest = digest
        self.host = host
        self.mode = mode
        self.audit = audit
        self.appetite = appetite
        self.operators = operators
        self.servers = servers
        self.tools = tools
        self.agents = agents
        self.holds = holds
        self.alerts = alerts
        self.killDirectory = killDirectory
        self.killDirectoryLine = killDirectoryLine
        self.tests = tests
        shortestIdle = agents.values.map(\.idle).min() ?? AgentPolicy.usualIdle
    }

    package static func == (left: Policy, right: Policy) -> Bool {
        left === right || left.isSame(as: right)
    }

    private func isSame(as other: Policy) -> Bool {
        digest == other.digest
            && host == other.host
            && mode == other.mode
            && audit == other.audit
            && appetite == other.appetite
            && operators == other.operators
            && servers == other.servers
            && tools == other.tools
            && agents == other.agents
            && holds == other.holds
            && alerts == other.alerts
            && killDirectory == other.killDirectory
            && tests == other.tests
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(digest)
    }
}
