import Glibc
import Governance
import Transport

extension Supervisor {
    /// What is run for a server, with a clean environment and this agent's credentials only.
    func command(
        of server: ServerPolicy, for agent: AgentName
    ) throws(StartFailure) -> ServerCommand {
        var environment = server.environment
        if environment["PATH"] == nil {
            environment["PATH"] = getenv("PATH").map { String(cString: $0) }
        }
        for (name, file) in server.credentials[agent] ?? [:] {
            environment[name] = try SecretFile.read(configuration.path(fromPolicy: file))
        }
        var user: ServerCommand.User?
        if let name = server.user {
            guard let found = accounts.serverUsers[server.name] else {
                throw StartFailure(
                    "this machine has no user \(name) for server \(server.name)",
                    next: "create the user or change the policy")
            }
            // Ourselves we are already, and without privilege could not even become.
            if found.user != accounts.own { user = found }
        }
        // Another user cannot even enter the folder that holds trail and keys.
        let usual = user == nil ? configuration.data : "/"
        return ServerCommand(
            arguments: server.command, environment: environment,
            directory: server.directory ?? usual, user: user)
    }
}
