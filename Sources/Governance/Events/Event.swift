/// What happened, as the rim tells it to the governor.
package enum Event: Hashable, Sendable {
    /// A policy was read, at the start or on a reload.
    case policyRead(PolicyReading)
    /// A person applies the policy that waits.
    case policyApplied(digest: Digest, by: OperatorName)
    /// An agent opened a connection and proved who it is; its launcher may have passed a run
    /// token, of which this is the mark, to start a run on purpose.
    case attached(AgentName, ConnectionID, run: Digest? = nil)
    /// The connection is gone.
    case detached(ConnectionID)
    /// A server listed its tools, for this agent.
    case listed(ServerName, [ListedTool])
    case proposed(Proposal)
    /// The admission of this call is in the trail, as far as its tier asks for, and its server is
    /// open: it can be written. With the definition of its tool as that server lists it now.
    case recorded(CallID, listed: Digest?)
    /// The call was let go, but no byte of it was written and none can be any more, because it
    /// ``Governor/isStopped(_:listed:)``. With the definition of its tool as its server lists it.
    case unwritten(CallID, listed: Digest?)
    case finished(CallID, Outcome)
    /// The caller cancelled, hung up, or was told to call again.
    case callerLeft(CallID)
    case answered(HoldAnswer)
    /// A person takes an approval back that has not been used.
    /// `isUnwritten` says of a call that was let go that none of its bytes was written yet, and that
    /// none will be where the recall is granted.
    case recalled(HoldCode, by: OperatorName, isUnwritten: Bool = false)
    /// A person gives a hold more time: as much as this, or its time once more.
    case extended(HoldCode, by: OperatorName, span: Duration?)
    /// A person grants a rung under the policy's ceiling.
    case granted(AgentName, ToolName, Rung, by: OperatorName, reason: String)
    case paused(AgentName, by: Actor, reason: String)
    case resumed(AgentName, by: OperatorName)
    /// So much that an agent asked was refused that it is read from later, so that the trail does
    /// not grow without bound. Told once for each stretch of that.
    case heldBack(AgentName)
    /// Everybody's writes are refused, or no longer.
    case froze(Bool, by: Actor, reason: String)
    case runEnded(RunID, by: OperatorName, note: String)
    /// A person wrote an agent's token, whose hash file has this digest now, or took it away.
    case proofChanged(AgentName, token: Digest?, by: OperatorName)
    case killed(KillScope, by: Actor, reason: String)
    case released(KillScope, by: OperatorName, reason: String)
    /// The moment named by ``Governor/nextWake`` has come.
    case ticked
    /// The trail cannot be written, or can again.
    case trailBroke(String)
    case trailRestored
    /// The supervisor started on what the trail holds.
    case started(wasClean: Bool, clock: ClockReading)
}

/// A policy that was read without fault.
package struct PolicyReading: Hashable, Sendable {
    package let policy: Policy

    package init(policy: Policy) {
        self.policy = policy
    }
}

/// A tool as a server lists it.
package struct ListedTool: Hashable, Sendable {
    package let tool: ToolName
    /// The digest over the whole definition.
    package let definition: Digest

    package init(tool: ToolName, definition: Digest) {
        self.tool = tool
        self.definition = definition
    }
}

/// How a forwarded call ended.
package enum Outcome: String, Hashable, Sendable, Codable {
    case succeeded
    /// The tool answered `isError`.
    case failed
    /// The server answered with a JSON-RPC error.
    case refusedByServer = "refused-by-server"
    /// No answer within the deadline; whether it happened is not known.
    case timedOut = "timed-out"
    /// The server died or hung up; whether it happened is not known.
    case serverDied = "server-died"
    /// The agent cancelled it after it had been written.
    case cancelled
    /// It was known never to have been written: nothing happened.
    case neverSent = "never-sent"
    /// The supervisor stopped or died before an outcome was known.
    case unknown

    /// Whether what was reserved for the call is free again: only when nothing happened for sure.
    var releasesReservations: Bool { self == .neverSent }
}

/// A person's answer to a hold.
package struct HoldAnswer: Hashable, Sendable {
    /// The two answers.
    package enum Verdict: Hashable, Sendable {
        case approve
        case deny(DenialReason, note: String)
    }

    /// By what an answer came in.
    package enum Channel: String, Hashable, Sendable, Codable {
        /// A person at a terminal.
        case terminal
        /// A script: counts as no evidence, answers only what the policy lets scripts answer.
        case script
    }

    /// How much of the arguments a card can show now.
    package enum Showing: Hashable, Sendable {
        case whole
        /// More than fits on a card: the rest is counted there, and not shown.
        case cut
        /// The bytes are gone: erased, or never kept.
        case nothing
    }

    package let code: HoldCode
    package let verdict: Verdict
    package let by: OperatorName
    package let channel: Channel
    /// The digest of what the person saw.
    package let digest: Digest
    /// The revision of the hold that the person saw.
    package let revision: Int
    /// What the rim has to show, whoever says to have seen what.
    package let showing: Showing
    /// What the person says to an approval, for the record; bounded by the rim.
    package let note: String

    package init(
        code: HoldCode, verdict: Verdict, by: OperatorName, channel: Channel, digest: Digest,
        revision: Int, showing: Showing, note: String
    ) {
        self.code = code
        self.verdict = verdict
        self.by = by
        self.channel = channel
        self.digest = digest
        self.revision = revision
        self.showing = showing
        self.note = note
    }
}
