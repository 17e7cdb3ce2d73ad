package import Governance

/// What an operator's side asks of the supervisor. Who asks is the peer's user id; no request names
/// its author.
package enum ControlRequest: Hashable, Sendable {
    /// The first line of a connection: the version spoken and the program that speaks it.
    case hello(version: ControlVersion, program: String)
    /// The state of everything. Answer: `.status`.
    case status
    /// The open holds and those settled within the last minutes. Answer: `.holds`.
    case holds
    /// One hold with every argument. Answer: `.hold`.
    case hold(code: String)
    /// Approve or deny. Answer: `.settled`.
    case answer(ControlAnswer)
    /// Take back an approval that was not forwarded yet. Answer: `.settled`. It names no digest: a code
    /// stands for one call, is not dealt again within a day's holds, and a recall lets nothing go.
    case recall(code: String)
    /// Keep the question open for longer, by nanoseconds, or by its time once more when nil.
    /// Answer: `.settled`. It names no digest, as a recall does not.
    case extend(code: String, nanoseconds: Int64?)
    /// Set the rung of agent and tool, at most the ceiling of the policy file. Answer: `.done`.
    case grant(agent: AgentName, tool: ToolName, rung: Rung, reason: String)
    /// Deny an agent's new proposals. Answer: `.done`.
    case pause(agent: AgentName, reason: String)
    /// Take the pause back. Answer: `.done`.
    case resume(agent: AgentName)
    /// Deny everybody's writes. Answer: `.done`.
    case freeze(reason: String)
    /// Take the freeze back. Answer: `.done`.
    case thaw
    /// The runs that have not ended, and those that ended lately. Answer: `.runs`.
    case runs
    /// The tools of the policy and what was seen of their calls, in the order of their names:
    /// `count` of them, at most ``ControlLimits/tools``, from the one with this number on, or with
    /// the tool `around` in their middle where one is named. Answer: `.tools`.
    case tools(from: Int, around: ToolName?, count: Int)
    /// End a run and withdraw its holds. Answer: `.done`.
    case endRun(run: String, reason: String)
    /// Engage the kill switch. Answer: `.killed`.
    case kill(scope: ControlScope, reason: String)
    /// Release it. Answer: `.done`.
    case release(scope: ControlScope, reason: String)
    /// The agents of the policy. Answer: `.agents`.
    case agents
    /// An agent's token file was written or revoked: read its hash again and close the
    /// connections that it no longer proves. Answer: `.done`.
    case proofChanged(agent: AgentName)
    /// Read the policy file again. Answer: `.policy`.
    case policyReload
    /// The policy in force, and what waits. Answer: `.policy`.
    case policyPending
    /// Apply the pending policy whose digest and differences were shown. Answer: `.policy`.
    case policyApply(digest: Digest)
    /// A snapshot, then every committed entry from a sequence number on, or from now on when nil.
    /// Answer: `.snapshot`, then feed lines.
    case subscribe(from: UInt64?)
    /// Every entry of a call, with its payloads. Answer: `.entries`.
    case call(UInt64)
    /// The committed entries just before a sequence number, without payloads, as many as a page
    /// holds; the oldest first, `more` counts those that are older still. Answer: `.entries`.
    case entries(before: UInt64)

    /// The word of the wire.
    package var verb: String { word.rawValue }

    enum Verb: String, WireWord, CaseIterable {
        case hello, status, holds, hold, answer, recall, extend, grant, pause, resume, freeze, thaw
        case runs, tools
        case endRun = "end-run"
        case kill, release, agents
        case proofChanged = "proof-changed"
        case policyReload = "policy-reload"
        case policyPending = "policy-pending"
        case policyApply = "policy-apply"
        case subscribe, call, entries
    }

    var word: Verb {
        switch self {
        case .hello: .hello
        case .status: .status
        case .holds: .holds
        case .hold: .hold
        case .answer: .answer
        case .recall: .recall
        case .extend: .extend
        case .grant: .grant
        case .pause: .pause
        case .resume: .resume
        case .freeze: .freeze
        case .thaw: .thaw
        case .runs: .runs
        case .tools: .tools
        case .endRun: .endRun
        case .kill: .kill
        case .release: .release
        case .agents: .agents
        case .proofChanged: .proofChanged
        case .policyReload: .policyReload
        case .policyPending: .policyPending
        case .policyApply: .policyApply
        case .subscribe: .subscribe
        case .call: .call
        case .entries: .entries
        }
    }
}
