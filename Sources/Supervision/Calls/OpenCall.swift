import Governance
import MCP
import Transport

/// Which process of a server: each agent has its own.
struct ServerKey: Hashable, Sendable {
    let agent: AgentName
    let server: ServerName

    /// Where a table keeps it: the hashes of both names are keyed ones already.
    func _rawHashValue(seed: Int) -> Int {
        agent._rawHashValue(seed: seed) &* 31 ^ server._rawHashValue(seed: seed)
    }
}

/// Whom an answer is owed to, exactly once.
struct Caller {
    let connection: AgentConnection
    let request: AgentRequest
}

/// A call that somebody is owed an answer to, or whose outcome is not known. Lives on the loop.
final class OpenCall {
    /// Where the call is between proposal and outcome.
    enum Stage: Equatable {
        /// Held, or admitted and waiting for the disk.
        case waiting
        /// Recorded, but its server is not open yet.
        case queued
        /// Let go by the governor, and handed on for writing under an id of ours.
        case forwarded(id: Int64)
    }

    let id: CallID
    let key: ServerKey
    let action: Action
    let tier: Tier
    /// Nil once the caller has its answer or has left.
    var caller: Caller?
    var envelope: Envelope
    /// The request as received; empty while the bytes are still at hand.
    var message: [UInt8] = []
    var stage = Stage.waiting
    /// Where its tool is counted; nil for what is no tool of the policy.
    var toolPlace: Int?
    /// When it was handed on for writing.
    var writtenAt: Moment?
    /// How often a modern caller was sent back for a while (mcp reference, section 4.4).
    var legs = 0
    var keepAlive: LoopTimer?
    var deadline: LoopTimer?

    init(
        id: CallID, key: ServerKey, action: Action, tier: Tier, caller: Caller, envelope: Envelope
    ) {
        self.id = id
        self.key = key
        self.action = action
        self.tier = tier
        self.caller = caller
        self.envelope = envelope
    }

    func stopTimers() {
        keepAlive?.cancel()
        keepAlive = nil
        deadline?.cancel()
        deadline = nil
    }
}
