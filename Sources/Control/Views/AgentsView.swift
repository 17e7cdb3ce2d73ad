/// The agents of the policy.
package struct AgentsView: Hashable, Sendable {
    /// Whose machine.
    package var host: HostView
    /// By name.
    package var agents: [AgentView]

    /// Makes the view of its parts.
    package init(
        host: HostView, agents: [AgentView]
    ) {
        self.host = host
        self.agents = agents
    }
}

extension AgentsView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        host = try reader.value("host")
        agents = try reader.values("agents", limit: ControlLimits.subjects)
    }

    func write(to writer: inout WireWriter) {
        writer.value("host", host)
        writer.values("agents", agents)
    }
}
