/// What a request asks a server to do.
package enum Action: Hashable, Sendable, Codable {
    /// `tools/call`.
    case tool(ToolName)
    /// Reading or hearing of a resource, by its method: what is approved for one is not for another.
    /// The address may be personal, so only the digest holds it.
    case resource(ServerName, method: String)
    /// Getting a prompt, or completing its arguments, by the method.
    case prompt(ServerName, method: String = Action.promptMethod)
    /// Any other request that reaches a server, by its method: completion, logging.
    case other(ServerName, method: String)

    /// The method of a prompt whose entry names none.
    package static let promptMethod = "prompts/get"

    /// The server that would answer.
    package var server: ServerName {
        switch self {
        case .tool(let tool): tool.server
        case .resource(let server, _), .prompt(let server, _),
            .other(let server, _):
            server
        }
    }

    /// The tool, where it is one.
    package var tool: ToolName? {
        if case .tool(let tool) = self { tool } else { nil }
    }

    /// The form of digests and sentences: `git/git_status`, `git resources/read`, `git ping`.
    package var text: String {
        switch self {
        case .tool(let tool): tool.description
        case .resource(let server, let method), .prompt(let server, let method),
            .other(let server, let method):
            "\(server) \(method)"
        }
    }

    /// What screens show in the place of a tool: `git/git_status`, `git/resources/read`.
    package var shown: ToolName {
        switch self {
        case .tool(let tool): tool
        case .resource(let server, let method), .prompt(let server, let method),
            .other(let server, let method):
            ToolName(server: server, tool: method)
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
            self = .resource(
                server, method: try container.decode(String.self, forKey: .method))
        } else if let server = try container.decodeIfPresent(ServerName.self, forKey: .prompt) {
            let method = try container.decodeIfPresent(String.self, forKey: .method)
            self = .prompt(server, method: method ?? Action.promptMethod)
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
        case .resource(let server, let method):
            try container.encode(server, forKey: .resource)
            try container.encode(method, forKey: .method)
        case .prompt(let server, let method):
            try container.encode(server, forKey: .prompt)
            if method != Action.promptMethod { try container.encode(method, forKey: .method) }
        case .other(let server, let method):
            try container.encode(server, forKey: .server)
            try container.encode(method, forKey: .method)
        }
    }
}
