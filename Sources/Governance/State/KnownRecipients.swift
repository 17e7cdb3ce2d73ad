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

    /// The recipients of a proposal that neither the policy nor an approval made known.
    func new(in proposal: Proposal) -> Set<Digest> {
        let recipients = proposal.reading.recipients
        guard !recipients.isEmpty else { return [] }
        let key = Key(agent: proposal.agent, server: proposal.action.server)
        let known = marks[key] ?? []
        return Set(recipients.filter { !$0.isListed }.map(\.mark)).subtracting(known)
    }

    mutating func add(_ recipients: [RecipientMark], agent: AgentName, server: ServerName) {
        guard !recipients.isEmpty else { return }
        marks[Key(agent: agent, server: server), default: []].formUnion(recipients.map(\.mark))
    }

    /// Forgets recipients whose approval was taken back. One that another approval made known too is
    /// asked for again: that is the careful side.
    mutating func remove(_ recipients: [RecipientMark], agent: AgentName, server: ServerName) {
        let key = Key(agent: agent, server: server)
        guard !recipients.isEmpty, var known = marks[key] else { return }
        known.subtract(recipients.map(\.mark))
        marks[key] = known.isEmpty ? nil : known
    }
}
