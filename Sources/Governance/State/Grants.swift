/// The rungs that were granted, agent by tool. The policy's rung is the ceiling over them.
package struct Grants: Hashable, Sendable, Codable {
    /// Who may run what how far.
    struct Key: Hashable, Sendable, Codable {
        let agent: AgentName
        let tool: ToolName
    }

    private(set) var rungs: [Key: Rung] = [:]

    /// Nothing granted: everybody starts at hold-all.
    package init() {}

    /// What was granted, or hold-all.
    package func rung(of agent: AgentName, with tool: ToolName) -> Rung {
        rungs[Key(agent: agent, tool: tool)] ?? .holdAll
    }

    mutating func grant(_ agent: AgentName, _ tool: ToolName, _ rung: Rung) {
        rungs[Key(agent: agent, tool: tool)] = rung
    }
}
