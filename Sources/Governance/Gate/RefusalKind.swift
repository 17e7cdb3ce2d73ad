/// What an agent is told of a refusal: the kind and whether to try again, never the rule.
package enum RefusalKind: String, Hashable, Sendable, Codable {
    /// A person stopped everything in this scope.
    case stopped
    /// The agent is paused.
    case paused
    /// Writes are frozen for everybody.
    case frozen
    /// The tool, resource or prompt is not available to this agent.
    case unavailable
    /// The arguments do not fit the tool's schema, or cannot be read in one way only.
    case invalid
    /// Outside policy.
    case outsidePolicy = "outside-policy"
    /// Over a limit or a budget that refuses.
    case overLimit = "over-limit"
    /// As many calls are under way as can be recorded when they end together.
    case tooMany = "too-many"
    /// A person denied it.
    case deniedByPerson = "denied"
    /// Nobody answered in time.
    case expired
    /// The run has ended, or what the agent waited for was withdrawn with it.
    case withdrawn
    /// The policy changed after it was let or asked about: asked again, it is judged by the new one.
    case changed
    /// The supervisor cannot record what happens, so nothing is forwarded.
    case notRecorded = "not-recorded"
}
