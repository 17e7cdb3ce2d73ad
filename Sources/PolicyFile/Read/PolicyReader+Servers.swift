import Governance
import JSON

extension PolicyReader {
    private static let serverKeys = [
        "command", "environment", "directory", "user", "credentials", "idle", "restarts",
    ]
    private static let laterServerKeys = ["url", "pin", "review", "headers", "sandbox"]

    /// The servers that may be reached, by name.
    func servers(
        _ node: PolicyNode, agents: [AgentName: AgentPolicy]
    ) -> [ServerName: ServerPolicy] {
        var servers: [ServerName: ServerPolicy] = [:]
        for member in members(node, "servers") {
            guard checkName(member, "a server"), let server = server(member, agents: agents) else {
                continue
            }
            servers[server.name] = server
        }
        return servers
    }

    private func server(
        _ member: PolicyNode.Member, agents: [AgentName: AgentPolicy]
    ) -> ServerPolicy? {
        let name = ServerName(member.key)
        guard
            let section = Section(
                member.value, "server \(name)", at: member.place, keys: PolicyReader.serverKeys,
                later: PolicyReader.laterServerKeys, faults: faults)
        else { return nil }
        let command = section.required("command", faults).flatMap(self.command)
        let environment = section["environment"].map(self.environment) ?? [:]
        let credentials = section["credentials"].map {
            self.credentials($0, of: name, agents: agents, environment: environment)
        }
        let policy = ServerPolicy(
            name: name, command: command ?? [], environment: environment,
            directory: section["directory"].flatMap { wholePath($0, "directory") },
            user: section["user"].flatMap(user), credentials: credentials ?? [:],
            idle: section["idle"].flatMap {
                duration($0, "idle", in: .seconds(1) ... .seconds(86_400))
            } ?? ServerPolicy.usualIdle,
            restarts: section["restarts"].flatMap(restarts) ?? .usual, line: member.place.line)
        return command == nil ? nil : policy
    }

    private func environment(_ node: PolicyNode) -> [String: String] {
        var environment: [String: String] = [:]
        for member in members(node, "environment") where checkVariable(member) {
            environment[member.key] = text(member.value, member.key)
        }
        return environment
    }

    private func checkVariable(_ member: PolicyNode.Member) -> Bool {
        if TextForm.isVariable(member.key) { return true }
        faults.report(
            "'\(member.key)' is no name of the environment; use letters, digits and '_'",
            at: member.place)
        return false
    }

    private func credentials(
        _ node: PolicyNode, of server: ServerName, agents: [AgentName: AgentPolicy],
        environment: [String: String]
    ) -> [AgentName: [String: String]] {
        var credentials: [AgentName: [String: String]] = [:]
        for member in members(node, "credentials") {
            let agent = AgentName(member.key)
            guard isDeclared(member.key, "agent", in: names.agents, at: member.place) else {
                continue
            }
            if let policy = agents[agent], !policy.servers.contains(server) {
                faults.report(
                    "agent '\(agent)' may use nothing of server \(server); remove its credentials, "
                        + "or grant it something", at: member.place)
            }
            guard
                let section = Section(
                    member.value, "credentials of \(agent)", at: member.place, keys: ["env"],
                    later: ["header", "command"], faults: faults),
                let env = section.required("env", faults)
            else { continue }
            credentials[agent] = files(env, besides: environment)
        }
        return credentials
    }

    private func files(_ node: PolicyNode, besides environment: [String: String]) -> [String:
        String]
    {
        var files: [String: String] = [:]
        for member in members(node, "env") where checkVariable(member) {
            if environment[member.key] != nil {
                faults.report(
                    "'\(member.key)' stands in environment too; keep one", at: member.place)
            }
            guard
                let section = Section(
                    member.value, "credential \(member.key)", at: member.place, keys: ["file"],
                    later: ["value", "command"], faults: faults),
                let file = section.required("file", faults)
            else { continue }
            files[member.key] = path(file, "file")
        }
        return files
    }

    private func restarts(_ node: PolicyNode) -> RestartLimit? {
        guard let rate = measure(node, "restarts") else { return nil }
        guard case .calls(let count) = rate.measure else {
            faults.report("restarts have no unit; write a rate such as 5/10m", at: node.place)
            return nil
        }
        return RestartLimit(count: count, window: rate.window)
    }
}
