/// What a request asks a server to do.
package enum Action: Hashable, Sendable, Codable {
    /// `tools/call`.
    case tool(ToolName)
    /// `resources/read` and its kin. The address may be personal, so only the digest holds it.
    case resource(ServerName)
    /// `prompts/get`.
    case prompt(ServerName)
    /// Any other request that reaches a server, by its method: completion, logging, subscription.
    case other(ServerName, method: String)

    /// The server that would answer.
    package var server: ServerName {
        switch self {
        case .tool(let tool): tool.server
        case .resource(let server), .prompt(let server), .other(let server, _): server
        }
    }

    /// The tool, where it is one.
    package var tool: ToolName? {
        if case .tool(let tool) = self { tool } else { nil }
    }

    /// The form of entries, screens and commands: `git/git_status`, `git resource`, `git ping`.
    package var text: String {
        switch self {
        case .tool(let tool): tool.description
        case .resource(let server): "\(server) resource"
        case .prompt(let server): "\(server) prompt"
        case .other(let server, let method): "\(server) \(method)"
        }
    }

    private enum CodingKeys: String, CodingKey {
        case tool
        case resource
        case prompt
        case server
        case method
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let tool = try container.decodeIfPresent(ToolName.self, forKey: .tool) {
            self = .tool(tool)
        } else if let server = try container.decodeIfPresent(ServerName.self, forKey: .resource) {
            self = .resource(server)
        } else if let server = try container.decodeIfPresent(ServerName.self, forKey: .prompt) {
            self = .prompt(server)
        } else {
            self = .other(
                try container.decode(ServerName.self, forKey: .server),
                method: try container.decode(String.self, forKey: .method))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .tool(let tool): try container.encode(tool, forKey: .tool)
        case .resource(let server): try container.encode(server, forKey: .resource)
        case .prompt(let server): try container.encode(server, forKey: .prompt)
        case .other(let server, let method):
            try container.encode(server, forKey: .server)
            try container.encode(method, forKey: .method)
        }
    }
}
