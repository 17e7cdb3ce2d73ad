/// A request of an agent that is under way at a server.
package struct ForwardedRequest: Sendable {
    /// Our own id for it on the server's side; its progress token too.
    package let id: Int64
    /// The caller's mark for the agent's connection, given back as it came.
    package let connection: UInt64
    /// The request as the agent made it.
    package let request: AgentRequest
}
