import Governance

/// Who shares a user id that should be apart (design section 2). What runs under the supervisor's
/// or an operator's user id can reach what they can reach.
struct SharedUsers {
    /// The sentences of header and cards: one for each user id that is shared, whoever shares it.
    private(set) var all: [String] = []
    private(set) var byAgent: [AgentName: [String]] = [:]

    /// How many names one sentence lists: a header of a hundred servers says nothing any more.
    static let named = 3

    /// - Parameters:
    ///   - agents: the user ids of each agent, by its proof and its connections.
    ///   - servers: the user id that each server runs as.
    ///   - sharing: with whom a user id is shared; nil where with nobody.
    init(
        agents: [AgentName: Set<UInt32>], servers: [ServerName: UInt32],
        sharing: (UInt32) -> String?
    ) {
        var agentsOf: [UInt32: [AgentName]] = [:]
        for (agent, ids) in agents.sorted(by: { $0.key < $1.key }) {
            for user in ids.sorted() {
                guard let other = sharing(user) else { continue }
                byAgent[agent, default: []].append(
                    "agent \(agent) shares user id \(user) with \(other)")
                agentsOf[user, default: []].append(agent)
            }
        }
        for (user, names) in agentsOf.sorted(by: { $0.key < $1.key }) {
            guard let other = sharing(user) else { continue }
            all.append(
                names.count == 1
                    ? "agent \(names[0]) shares user id \(user) with \(other)"
                    : "agents \(SharedUsers.list(names)) share user id \(user) with \(other)")
        }
        let serversOf = Dictionary(grouping: servers.keys.sorted()) { servers[$0] ?? 0 }
        for (user, names) in serversOf.sorted(by: { $0.key < $1.key }) {
            guard let other = sharing(user) else { continue }
            all.append(
                names.count == 1
                    ? "server \(names[0]) runs as user id \(user), that of \(other)"
                    : "servers \(SharedUsers.list(names)) run as user id \(user), that of \(other)")
        }
    }

    private static func list<Subject>(_ names: [Identifier<Subject>]) -> String {
        let shown = names.prefix(named).map(\.text)
        guard names.count > named else {
            return shown.dropLast().joined(separator: ", ") + " and " + (shown.last ?? "")
        }
        return shown.joined(separator: ", ") + " and \(names.count - named) more"
    }
}
