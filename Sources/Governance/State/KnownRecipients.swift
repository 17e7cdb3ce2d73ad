/// The recipients that a person's approval made known, by agent and server.
///
/// Never what a run itself read: whoever writes what the agent reads would choose them.
struct KnownRecipients: Hashable, Sendable, Codable {
    /// To whom a recipient is known, and where.
    struct Key: Hashable, Sendable, Codable {
        let agent: AgentName
        let server: ServerName
    }

    private var marks: [Key: Set<Digest>] = [:]

    func contains(_ mark: Digest, agent: AgentName, server: ServerName) -> Bool {
        marks[Key(agent: agent, server: server)]?.contains(mark) ?? false
    }

    mutating func add(_ recipients: [RecipientMark], agent: AgentName, server: ServerName) {
        guard !recipients.isEmpty else { return }
        marks[Key(agent: agent, server: server), default: []].formUnion(recipients.map(\.mark))
    }
}
