import Governance

/// What the machine says of a policy's names: users and token files. The look-ups may wait for a
/// name service or a disk, so they are made off the loop, before they are needed there.
struct Surroundings: Sendable {
    let accounts: Accounts
    /// What each agent's hash file holds; nothing for one whose file proves nothing.
    let tokens: [AgentName: [UInt8]]

    /// Looks up. Blocks.
    init(of policy: Policy, _ configuration: SupervisorConfiguration, earlier: Surroundings?) {
        accounts = Accounts(policy: policy, earlier: earlier?.accounts)
        tokens = Surroundings.tokens(of: policy, configuration)
    }

    /// Looks again for the same policy: at the token files, and at the users only where one was
    /// missing. Blocks.
    func again(of policy: Policy, _ configuration: SupervisorConfiguration) -> Surroundings {
        let found =
            accounts.missing.isEmpty
            ? accounts : accounts.bettered(by: Accounts(policy: policy, earlier: accounts))
        return Surroundings(
            accounts: found, tokens: Surroundings.tokens(of: policy, configuration))
    }

    private init(accounts: Accounts, tokens: [AgentName: [UInt8]]) {
        self.accounts = accounts
        self.tokens = tokens
    }

    private static func tokens(
        of policy: Policy, _ configuration: SupervisorConfiguration
    ) -> [AgentName: [UInt8]] {
        var tokens: [AgentName: [UInt8]] = [:]
        for agent in policy.agents.values {
            guard case .token(let file) = agent.proof else { continue }
            tokens[agent.name] = TokenFile.hash(inFile: configuration.path(fromPolicy: file))
        }
        return tokens
    }

    /// The agents that have something to prove themselves by.
    var provable: Set<AgentName> { Set(tokens.keys).union(accounts.agents.keys) }
}
