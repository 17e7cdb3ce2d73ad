/// An agent began a run.
package struct RunStarted: Hashable, Sendable, Codable {
    package let at: Moment
    package let run: RunID
    package let agent: AgentName
    package let connection: ConnectionID
    /// The mark of the run token that started it; nil where none did.
    package let token: Digest?

    init(
        at: Moment, run: RunID, agent: AgentName, connection: ConnectionID, token: Digest? = nil
    ) {
        self.at = at
        self.run = run
        self.agent = agent
        self.connection = connection
        self.token = token
    }
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
    /// What the person who ended it wrote; empty where none did.
    package let note: String
}
