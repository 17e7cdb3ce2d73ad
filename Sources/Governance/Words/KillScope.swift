/// What a kill stops.
package enum KillScope: Hashable, Sendable, Codable {
    /// Everything: the widest scope is the easiest to give.
    case all
    case server(ServerName)
    case tool(ToolName)
    case agent(AgentName)
    case run(RunID)

    /// Whether a call with this subject is stopped.
    func covers(_ subject: KillSubject) -> Bool {
        switch self {
        case .all: true
        case .server(let server): server == subject.server
        case .tool(let tool): tool == subject.tool
        case .agent(let agent): agent == subject.agent
        case .run(let run): run == subject.run
        }
    }

    /// The form of entries and of the wire: `all`, `server:pay`, `tool:pay/refund`.
    package var text: String {
        switch self {
        case .all: "all"
        case .server(let server): "server:\(server)"
        case .tool(let tool): "tool:\(tool)"
        case .agent(let agent): "agent:\(agent)"
        case .run(let run): "run:\(run.number)"
        }
    }

    /// The form of sentences: `everything`, `tool pay/refund`, `run r7`.
    package var words: String {
        switch self {
        case .all: "everything"
        case .server(let server): "server \(server)"
        case .tool(let tool): "tool \(tool)"
        case .agent(let agent): "agent \(agent)"
        case .run(let run): "run \(run)"
        }
    }

    /// Reads the form of commands; nil if it is none.
    package init?(text: String) {
        if text == "all" {
            self = .all
            return
        }
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let name = String(text[text.index(after: colon)...])
        guard !name.isEmpty else { return nil }
        switch text[..<colon] {
        case "server": self = .server(ServerName(name))
        case "agent": self = .agent(AgentName(name))
        case "run":
            guard let number = UInt64(name) else { return nil }
            self = .run(RunID(number))
        case "tool":
            guard let slash = name.firstIndex(of: "/") else { return nil }
            self = .tool(
                ToolName(
                    server: ServerName(String(name[..<slash])),
                    tool: String(name[name.index(after: slash)...])))
        default: return nil
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let scope = KillScope(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no such scope")
        }
        self = scope
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// What a kill's scope is held against.
struct KillSubject: Hashable, Sendable {
    let agent: AgentName
    let run: RunID?
    let server: ServerName
    let tool: ToolName?
}
