package import Governance

/// What a kill stops, and a release lets go again.
package enum ControlScope: Hashable, Sendable {
    /// Every call of every agent.
    case everything
    /// Every call to a server.
    case server(ServerName)
    /// Every call of a tool.
    case tool(ToolName)
    /// Every call of an agent.
    case agent(AgentName)
    /// Every call of a run.
    case run(String)

    /// The scope of a kill as entries have it.
    package init(_ scope: KillScope) {
        switch scope {
        case .all: self = .everything
        case .server(let server): self = .server(server)
        case .tool(let tool): self = .tool(tool)
        case .agent(let agent): self = .agent(agent)
        case .run(let run): self = .run(run.description)
        }
    }
}

extension ControlScope: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        switch try reader.word("kind") as Kind {
        case .all: self = .everything
        case .server: self = .server(try reader.name("name"))
        case .tool: self = .tool(try reader.tool("name"))
        case .agent: self = .agent(try reader.name("name"))
        case .run: self = .run(try reader.text("name", limit: ControlLimits.nameBytes))
        }
    }

    func write(to writer: inout WireWriter) {
        switch self {
        case .everything:
            writer.word("kind", Kind.all)
        case .server(let name):
            writer.word("kind", Kind.server)
            writer.text("name", name.text)
        case .tool(let name):
            writer.word("kind", Kind.tool)
            writer.text("name", name.description)
        case .agent(let name):
            writer.word("kind", Kind.agent)
            writer.text("name", name.text)
        case .run(let name):
            writer.word("kind", Kind.run)
            writer.text("name", name)
        }
    }

    private enum Kind: String, WireWord { case all, server, tool, agent, run }
}
