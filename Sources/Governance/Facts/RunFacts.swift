/// An agent began a run.
package struct RunStarted: Hashable, Sendable, Codable {
    package let at: Moment
    package let run: RunID
    package let agent: AgentName
    package let connection: ConnectionID
}

/// A new connection joined the agent's run, so that reconnecting sheds nothing.
package struct RunJoined: Hashable, Sendable, Codable {
    package let at: Moment
    package let run: RunID
    package let connection: ConnectionID
}

/// A connection is gone; its run stays open until its time.
package struct RunLeft: Hashable, Sendable, Codable {
    package let at: Moment
    package let run: RunID
    package let connection: ConnectionID
}

/// A run ended.
package struct RunEnded: Hashable, Sendable, Codable {
    package let at: Moment
    package let run: RunID
    package let agent: AgentName
    package let reason: Run.End
    package let by: Actor
}
