/// What stops calls by a person's hand: kills, pauses and the freeze of writes.
package struct Switches: Hashable, Sendable, Codable {
    /// The kills in force, in the order in which they were engaged.
    package private(set) var kills: [Kill] = []
    /// The agents whose new proposals are denied, with who paused them and why.
    package private(set) var pauses: [AgentName: Pause] = [:]
    /// Who froze everybody's writes, while they are frozen.
    package private(set) var freeze: Pause?

    /// Nothing stopped.
    package init() {}

    /// The first kill in force that covers this.
    func kill(over subject: KillSubject) -> Kill? {
        kills.first { $0.scope.covers(subject) }
    }

    /// Whether a kill with exactly this scope is in force.
    package func isKilled(_ scope: KillScope) -> Bool {
        kills.contains { $0.scope == scope }
    }

    mutating func engage(_ kill: Kill) {
        guard !isKilled(kill.scope) else { return }
        kills.append(kill)
    }

    mutating func release(_ scope: KillScope) {
        kills.removeAll { $0.scope == scope }
    }

    mutating func pause(_ agent: AgentName, _ pause: Pause) {
        pauses[agent] = pause
    }

    mutating func resume(_ agent: AgentName) {
        pauses[agent] = nil
    }

    mutating func setFreeze(_ freeze: Pause?) {
        self.freeze = freeze
    }
}

/// Who stopped something, when and why.
package struct Pause: Hashable, Sendable, Codable {
    package let by: Actor
    package let reason: String
    package let at: Moment

    package init(by: Actor, reason: String, at: Moment) {
        self.by = by
        self.reason = reason
        self.at = at
    }
}
