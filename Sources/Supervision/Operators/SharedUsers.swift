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
        let users = agents.sorted { $0.key < $1.key }.flatMap { agent, ids in
            ids.sorted().map { (subject: agent, user: $0) }
        }
        for (agent, user) in users {
            guard let other = sharing(user) else { continue }
            byAgent[agent, default: []].append(
                "agent \(agent) shares user id \(user) with \(other)")
        }
        all =
            SharedUsers.sentences(users, "agent", sharing) { isOne, user, other in
                "\(isOne ? "shares" : "share") user id \(user) with \(other)"
            }
            + SharedUsers.sentences(
                servers.sorted { $0.key < $1.key }.map { (subject: $0.key, user: $0.value) },
                "server", sharing
            ) { isOne, user, other in
                "\(isOne ? "runs" : "run") as user id \(user), that of \(other)"
            }
    }

    /// One sentence for each user id that is shared, in their order.
    private static func sentences<Subject>(
        _ users: [(subject: Identifier<Subject>, user: UInt32)], _ kind: String,
        _ sharing: (UInt32) -> String?, _ words: (_ isOne: Bool, UInt32, String) -> String
    ) -> [String] {
        Dictionary(grouping: users, by: \.user).sorted { $0.key < $1.key }.compactMap {
            user, those in
            guard let other = sharing(user) else { return nil }
            let isOne = those.count == 1
            let who =
                isOne ? "\(kind) \(those[0].subject)" : "\(kind)s \(list(those.map(\.subject)))"
            return "\(who) \(words(isOne, user, other))"
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
