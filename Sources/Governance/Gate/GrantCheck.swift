/// Step 4: an agent without a grant for the tool, the resources or the prompts: deny and alert.
enum GrantCheck {
    @Sendable static func examine(_ context: inout GateContext, _ governor: Governor) {
        let action = context.proposal.action
        guard let agent = context.agent else {
            context.deny(
                .grant, .unavailable, alert: true,
                "no agent \(context.proposal.agent) in the policy")
            return
        }
        let line: Int? =
            switch action {
            case .tool(let tool): agent.may[tool]
            case .resource(let server, _): agent.resources[server]
            case .prompt(let server, _): agent.prompts[server]
            case .other(let server, _): agent.servers.contains(server) ? agent.line : nil
            }
        guard let line else {
            context.deny(
                .grant, .unavailable, alert: true, "\(agent.name) has no grant for \(action.text)")
            return
        }
        context.pass(.grant, line: line)
    }
}
