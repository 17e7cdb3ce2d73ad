/// What is to be done with a message of an agent.
package enum AgentStep: Sendable {
    /// Write this line to the agent; there is nothing else to do.
    case answer([UInt8])
    /// The server's profile is needed first and nothing has been noted yet: set it with
    /// `serverOpened` and give the same message again.
    case needsServer
    /// A call, a read or a prompt: put it to the gate.
    case govern(AgentRequest)
    /// Pass it on to the server once the gate lets it (completion, logging).
    case forward(AgentRequest)
    /// Answer it from the definitions kept: `listAnswer`.
    case list(AgentRequest, ListKind)
    /// Subscribe to a resource, or no longer; see `ServerSession.subscribe`.
    case subscribe(AgentRequest, uri: String, isOn: Bool)
    /// A modern listen is open: write the acknowledgement, then subscribe to the resources.
    case listen(AgentRequest, acknowledgement: [UInt8], resources: [String])
    /// The agent withdrew this request: nothing may be written for it any more. The resources are
    /// those of a listen that is over with it.
    case cancelled(AgentRequest, reason: String?, resources: [String])
    /// The handshake of a legacy client is complete.
    case opened
    /// A batch: give each of these ranges to `receive` with its number, in order.
    case batch(BatchNumber, [Range<Int>])
    /// Nothing is to be done; for the counters.
    case ignored(Ignored)

    /// Why a message of an agent has no effect.
    package enum Ignored: Sendable, Hashable {
        /// An answer to a request that was never sent.
        case unexpectedAnswer
        /// A notification that no revision knows, or that Pullcord does not carry.
        case notification
        /// A cancel for what is not under way: late, or for `initialize`.
        case lateCancel
        /// A message that cannot be read and that nobody waits for an answer to.
        case unreadable
        /// The answer waits for the rest of its batch.
        case gathered
    }
}
