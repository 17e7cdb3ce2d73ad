/// What becomes of the answer to a request of an agent.
package enum Settlement: Sendable, Hashable {
    /// Write it.
    case deliver
    /// Give its bytes to `AgentSession.gather`, since its batch is answered as one.
    case gather(BatchNumber)
    /// Write nothing: the agent withdrew the request or was answered already. Some clients take a
    /// late answer for an error of ours.
    case nobody
}
