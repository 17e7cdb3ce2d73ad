/// Step 2: a server that is not on the allowlist: deny and alert.
enum ServerCheck {
    @Sendable static func examine(_ context: inout GateContext, _ governor: Governor) {
        let name = context.proposal.action.server
        guard let server = context.policy.servers[name] else {
            context.deny(
                .server, .unavailable, alert: true, "server \(name) is not on the allowlist")
            return
        }
        context.pass(.server, line: server.line)
    }
}
