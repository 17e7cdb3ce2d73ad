import Governance

/// What the machine says of a policy's names: users and token files. The look-ups may wait for a
/// name service or a disk, so they are made off the loop, before they are needed there.
struct Surroundings: Sendable {
    let accounts: Accounts
    /// What each agent's hash file holds; nothing for one whose file proves nothing.
    let tokens: [AgentName: [UInt8]]

    /// Looks up. Blocks.
    init(of policy: Policy, _ configuration: SupervisorConfiguration) {
        accounts = Accounts(policy: policy)
        var tokens: [AgentName: [UInt8]] = [:]
        for agent in policy.agents.values {
            guard case .token(let file) = agent.proof else { continue }
            tokens[agent.name] = TokenFile.hash(inFile: configuration.path(fromPolicy: file))
        }
        self.tokens = tokens
    }

    /// The agents that have something to prove themselves by.
    var provable: Set<AgentName> { Set(tokens.keys).union(accounts.agents.keys) }
}
