package import Governance

/// A proposal that waits or waited for a person, without its arguments.
package struct HoldSummary: Hashable, Sendable {
    /// The states of a hold.
    package enum State: String, WireWord, CaseIterable {
        /// Nobody has answered.
        case open
        /// Approved and not forwarded yet; it can be recalled.
        case approved
        /// Approved after the caller left: the same call again is allowed, once.
        case approvedForRetry = "approved-for-retry"
        /// Approved and sent to the server.
        case forwarded
        /// A person denied it.
        case denied
        /// Nobody answered in time, which is a denial.
        case expired
        /// The caller cancelled, the run ended, or a kill took it back.
        case withdrawn

        /// Whether it is over: nothing can happen to its call any more but a person's second thought.
        package var isSettled: Bool {
            switch self {
            case .open, .approved, .approvedForRetry: false
            case .forwarded, .denied, .expired, .withdrawn: true
            }
        }
    }

    /// The three characters that name it; not reused within a day.
    package var code: String
    /// Counts changes of the card; an answer names the one it saw.
    package var revision: Int
    /// Over the canonical tool name and arguments; an answer names it.
    package var digest: Digest
    /// Open, or how it ended.
    package var state: State
    /// The tier of the policy.
    package var declared: Tier
    /// The tier it is answered at, after every raise.
    package var tier: Tier
    /// Who proposed it.
    package var agent: AgentName
    /// Who answers for that agent.
    package var owner: String
    /// In which run.
    package var run: String
    /// The tool.
    package var tool: ToolName
    /// What would happen, from the policy's `say`; holds values of the call, so untrusted.
    package var say: String?
    /// When it was proposed.
    package var opened: WallTime
    /// Until when the caller is kept waiting.
    package var waitUntil: WallTime
    /// Until when the question stays open; then it is denied by time.
    package var parkUntil: WallTime
    /// Whether the caller still waits; if not, an approval means: allow on retry.
    package var callerWaits: Bool
    /// How many operators must approve.
    package var approvalsNeeded: Int
    /// Who has.
    package var approvals: [ApprovalView]
    /// Who or what settled it, when it is settled.
    package var settled: ActView?
    /// The pause of its agent, while there is one: it cannot be approved until that is over; since 1.1.
    package var paused: ActView?
    /// The checks that hold it, by their names: `rung`, `limit+tier`; since 1.2.
    package var heldBy: String?

    /// Makes the view of its parts.
    package init(
        code: String, revision: Int, digest: Digest, state: State, declared: Tier, tier: Tier,
        agent: AgentName, owner: String, run: String, tool: ToolName, say: String? = nil,
        opened: WallTime, waitUntil: WallTime, parkUntil: WallTime, callerWaits: Bool,
        approvalsNeeded: Int, approvals: [ApprovalView], settled: ActView? = nil,
        paused: ActView? = nil, heldBy: String? = nil
    ) {
        self.code = code
        self.revision = revision
        self.digest = digest
        self.state = state
        self.declared = declared
        self.tier = tier
        self.agent = agent
        self.owner = owner
        self.run = run
        self.tool = tool
        self.say = say
        self.opened = opened
        self.waitUntil = waitUntil
        self.parkUntil = parkUntil
        self.callerWaits = callerWaits
        self.approvalsNeeded = approvalsNeeded
        self.approvals = approvals
        self.settled = settled
        self.paused = paused
        self.heldBy = heldBy
    }
}

extension HoldSummary: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        code = try reader.code("code")
        revision = try reader.count("revision")
        digest = try reader.digest("digest")
        state = try reader.word("state")
        declared = try reader.word("declared")
        tier = try reader.word("tier")
        agent = try reader.name("agent")
        owner = try reader.text("owner", limit: ControlLimits.nameBytes)
        run = try reader.text("run", limit: ControlLimits.nameBytes)
        tool = try reader.tool("tool")
        say = try reader.optionalSentence("say")
        opened = try reader.time("opened")
        waitUntil = try reader.time("waitUntil")
        parkUntil = try reader.time("parkUntil")
        callerWaits = try reader.flag("callerWaits")
        approvalsNeeded = try reader.count("approvalsNeeded")
        approvals = try reader.values("approvals", limit: ControlLimits.subjects)
        settled = try reader.optionalValue("settled")
        paused = try reader.optionalValue("paused")
        heldBy = try reader.optionalText("heldBy", limit: ControlLimits.nameBytes)
    }

    func write(to writer: inout WireWriter) {
        writer.text("code", code)
        writer.count("revision", revision)
        writer.text("digest", digest.hexadecimal)
        writer.word("state", state)
        writer.word("declared", declared)
        writer.word("tier", tier)
        writer.text("agent", agent.text)
        writer.text("owner", owner)
        writer.text("run", run)
        writer.text("tool", tool.description)
        writer.optionalSentence("say", say)
        writer.number("opened", opened.nanoseconds)
        writer.number("waitUntil", waitUntil.nanoseconds)
        writer.number("parkUntil", parkUntil.nanoseconds)
        writer.flag("callerWaits", callerWaits)
        writer.count("approvalsNeeded", approvalsNeeded)
        writer.values("approvals", approvals)
        writer.optionalValue("settled", settled)
        writer.optionalValue("paused", paused)
        writer.optionalText("heldBy", heldBy)
    }
}
