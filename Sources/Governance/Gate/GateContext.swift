/// What the checks of the gate look at beside the governor, and what they have found so far.
struct GateContext {
    let policy: Policy
    let proposal: Proposal
    let now: Moment
    /// The run that the call belongs to; nil where the agent has none and can start none.
    let run: Run?
    /// Why there is no run, or why the connection's run takes no more calls.
    let runFault: RunFault?
    /// The agent in the policy; nil for one that a reload took away.
    let agent: AgentPolicy?
    /// The tool in the policy; nil where it is not declared or the action is no tool.
    let tool: ToolPolicy?

    /// The recipients that neither the policy nor an approval made known.
    let newRecipients: Set<Digest>

    private(set) var findings: [Finding] = []
    /// What all checks together answer so far, whatever the mode; nil before the first.
    private var strictest: Ruling?
    /// The same in the mode in force.
    private var answer: Ruling?
    /// The tier after the raises so far.
    var tier: Tier
    /// What the agent is told: the kind of the first check that denied.
    private(set) var refusal: RefusalKind?
    private(set) var isAlert = false
    var reservations: [Reservation] = []
    var spending = Spending()
    /// The limits for which the call holds.
    var covers: [CoveredLimit] = []

    init(
        governor: Governor, policy: Policy, proposal: Proposal, run: Run?, runFault: RunFault?,
        at now: Moment
    ) {
        self.policy = policy
        self.proposal = proposal
        self.now = now
        self.run = run
        self.runFault = runFault
        agent = policy.agents[proposal.agent]
        tool = proposal.action.tool.flatMap { policy.tools[$0] }
        tier = proposal.action.tool == nil ? .low : tool?.effectiveTier ?? .high
        newRecipients = governor.recipients.new(in: proposal)
        findings.reserveCapacity(Check.allCases.count)
    }

    /// Whether the action may change something: all but reads.
    var isWrite: Bool { tier > .low }

    mutating func pass(_ check: Check, line: Int? = nil, _ detail: String? = nil) {
        find(Finding(check, .allow, line: line, detail))
    }

    mutating func hold(_ check: Check, line: Int? = nil, _ detail: String) {
        find(Finding(check, .hold, line: line, detail))
    }

    mutating func deny(
        _ check: Check, _ kind: RefusalKind, alert: Bool = false, line: Int? = nil,
        _ detail: String
    ) {
        find(Finding(check, .deny, line: line, detail))
        isAlert = isAlert || alert
        guard refusal == nil, !isSoftened(check) else { return }
        refusal = kind
    }

    private mutating func find(_ finding: Finding) {
        findings.append(finding)
        strictest = max(strictest ?? .allow, finding.ruling)
        guard !isSoftened(finding.check) else { return }
        answer = max(answer ?? .allow, finding.ruling)
    }

    /// What all checks together answer, whatever the mode. Nothing found: hold.
    var strictRuling: Ruling { strictest ?? .hold }

    /// The answer: in `mode: observe` what the policy decides is only recorded.
    var ruling: Ruling { answer ?? .hold }

    private func isSoftened(_ check: Check) -> Bool {
        policy.mode == .observe && check.isSoftenedByObserving
    }
}
