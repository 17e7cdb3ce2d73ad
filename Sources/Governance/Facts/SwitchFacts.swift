/// An agent's new proposals are denied from now on.
package struct AgentPaused: Hashable, Sendable, Codable {
    package let agent: AgentName
    package let pause: Pause
}

/// An agent may propose again.
package struct AgentResumed: Hashable, Sendable, Codable {
    package let at: Moment
    package let agent: AgentName
    package let by: OperatorName
}

/// An agent is read from later, because so much that it asked was refused. It may propose what it
/// could before.
package struct AgentHeldBack: Hashable, Sendable, Codable {
    package let at: Moment
    package let agent: AgentName
}

/// Everybody's writes are refused from now on, or no longer.
package struct WritesFrozen: Hashable, Sendable, Codable {
    package let isFrozen: Bool
    package let act: Pause
}

/// A call that had been handed on when a kill was engaged: it may have happened.
package struct InFlight: Hashable, Sendable, Codable {
    package let call: CallID
    package let agent: AgentName
    package let action: Action
    /// When it was admitted.
    package let at: Moment
}

/// A kill is in force: nothing new is written in its scope.
package struct KillEngaged: Hashable, Sendable, Codable {
    package let kill: Kill
    /// The calls in its scope that were written before, by name.
    package let inFlight: [InFlight]
}

/// A named person released a kill.
package struct KillReleased: Hashable, Sendable, Codable {
    package let at: Moment
    package let scope: KillScope
    package let by: OperatorName
    package let reason: String
}

/// A person granted a rung.
package struct RungGranted: Hashable, Sendable, Codable {
    package let at: Moment
    package let agent: AgentName
    package let tool: ToolName
    package let rung: Rung
    package let by: OperatorName
    package let reason: String
}

/// A person wrote an agent's token or took it away; what it proved before is cut off.
package struct ProofChanged: Hashable, Sendable, Codable {
    package let at: Moment
    package let agent: AgentName
    /// The digest of what its hash file holds now; nil where nothing there proves it.
    package let token: Digest?
    package let by: OperatorName
}

/// A person asked for something that the policy or the state does not allow.
package struct ActRefused: Hashable, Sendable, Codable {
    /// Why not, for a program.
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// There is no such thing.
        case notFound = "not-found"
        /// It is not what was shown any more.
        case stale
        /// It is over: somebody or time was first.
        case tooLate = "too-late"
        /// The policy does not let this person, or what is so does not let anybody.
        case notPermitted = "not-permitted"
    }

    package let at: Moment
    package let by: OperatorName
    /// What was asked for: `approve A7Q`.
    package let act: String
    package let kind: Kind
    /// Why not, and what to do, for the person.
    package let reason: String
}
