package import Governance

/// A first policy for one server, for a person to edit: `pullcord init` writes it.
///
/// It is on the careful side: no tool has a tier, so that every call waits for a person, and a tool
/// that calls itself destructive is not granted at all. What a server says of its tools is only
/// ever a comment: the thing being governed does not choose its own tier.
package struct PolicyDraft: Sendable {
    /// One tool as the server lists it.
    package struct Tool: Hashable, Sendable {
        /// The wire's spelling.
        package let name: String
        /// `annotations.readOnlyHint`, where the server gives one.
        package let readOnlyHint: Bool?
        /// `annotations.destructiveHint`, where the server gives one.
        package let destructiveHint: Bool?

        /// Describes a tool.
        package init(name: String, readOnlyHint: Bool? = nil, destructiveHint: Bool? = nil) {
            self.name = name
            self.readOnlyHint = readOnlyHint
            self.destructiveHint = destructiveHint
        }
    }

    private let host: String
    private let user: String
    private let agent: String
    private let proof: AgentProof
    private let server: String
    private let command: [String]
    private let tools: [Tool]

    /// Drafts a policy.
    ///
    /// - Parameters:
    ///   - host: The machine's name; cut to what a label may be.
    ///   - user: The system user who becomes the first operator, and the agent's owner.
    ///   - agent: A name for the agent.
    ///   - proof: How the agent proves itself.
    ///   - server: A name for the server.
    ///   - command: Its program and words.
    ///   - tools: What it lists. A name that no policy may hold is left out, and counted in a
    ///     comment.
    /// - Throws: ``PolicyDraftFault`` for what no policy may hold.
    package init(
        host: String, user: String, agent: String, proof: AgentProof, server: String,
        command: [String], tools: [Tool]
    ) throws(PolicyDraftFault) {
        guard TextForm.isUser(user) else { throw PolicyDraftFault.user(user) }
        guard TextForm.isName(agent) else { throw PolicyDraftFault.agent(agent) }
        guard TextForm.isName(server) else { throw PolicyDraftFault.server(server) }
        let isVisible = command.allSatisfy {
            !$0.unicodeScalars.contains(where: PolicyDraft.isHidden)
        }
        guard !command.isEmpty, isVisible else { throw PolicyDraftFault.command }
        let label = host.unicodeScalars.filter { !PolicyDraft.isHidden($0) }.prefix(32)
        self.host =
            label.allSatisfy(\.properties.isWhitespace)
            ? "this machine" : String(String.UnicodeScalarView(label))
        self.user = user
        self.agent = agent
        self.proof = proof
        self.server = server
        self.command = command
        self.tools = tools
    }

    /// The text of the file.
    package var text: String {
        var lines = [
            "pullcord: 1",
            "host: { label: \(quoted(host)), colour: calm }",
            "operators: { \(quoted(person)): { user: \(quoted(user)), answers: high, "
                + "may: [release, grant, apply] } }",
            "servers: { \(quoted(server)): { command: \(list(command)) } }",
        ]
        let named = PolicyDraft.unique(tools).filter {
            TextForm.isTool($0.name[...]) && $0.name != "*"
        }
        if named.isEmpty {
            lines.append("# The server lists no tool that can be named here.")
        } else {
            lines.append("# A tool without a tier waits for a person at every call, as a high one.")
            lines.append("tools:")
            for tool in named {
                lines.append("  \(quoted("\(server)/\(tool.name)")):\(comment(on: tool))")
            }
        }
        if named.count < tools.count {
            lines.append("# \(tools.count - named.count) more that no policy can name.")
        }
        let granted = named.filter { $0.destructiveHint != true }
        lines.append("agents:")
        lines.append(
            "  \(quoted(agent)): { owner: \(quoted(person)), proof: \(proofText), "
                + "may: \(list(granted.map { "\(server)/\($0.name)" })) }")
        return lines.joined(separator: "\n") + "\n"
    }

    /// A user may be called what no operator may.
    private var person: String { TextForm.isName(user) ? user : "operator" }

    private var proofText: String {
        switch proof {
        case .token(let file): "{ token: \(quoted(file)) }"
        case .user(let user): "{ user: \(quoted(user)) }"
        }
    }

    private func comment(on tool: Tool) -> String {
        if tool.destructiveHint == true { return " # says it destroys: nobody may use it yet" }
        if tool.readOnlyHint == true {
            return " # says it only reads: where that is so, { tier: low } lets it run alone"
        }
        return ""
    }

    private func list(_ words: [String]) -> String {
        "[\(words.map(quoted).joined(separator: ", "))]"
    }

    /// The text as a YAML scalar: bare where it can only be read as itself.
    private func quoted(_ text: String) -> String {
        let isBare =
            !text.isEmpty && text != "-"
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
                    || "-_./".utf8.contains(byte)
            }
        if isBare { return text }
        let escaped = text.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }
        return "\"\(escaped.joined())\""
    }

    private static func unique(_ tools: [Tool]) -> [Tool] {
        var seen: Set<Recipient> = []
        return tools.filter { seen.insert(Recipient($0.name)).inserted }
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\t" || SourceText.isInvisible(scalar)
    }
}
