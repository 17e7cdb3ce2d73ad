/// One MCP server of the allowlist: how it is started, and with whose credentials.
package struct ServerPolicy: Hashable, Sendable {
    /// The name in the policy; the first part of its tools' names.
    package let name: ServerName
    /// The program and its arguments, never through a shell; at least one word.
    package let command: [String]
    /// The environment: these words and an agent's credentials, nothing inherited but `PATH`.
    package let environment: [String: String]
    /// The working directory, absolute; nil: the supervisor's data directory decides.
    package let directory: String?
    /// The system user it runs as, where the supervisor may do that; nil: the supervisor's own.
    package let user: String?
    /// For each agent, which environment name gets the content of which file. Paths are relative
    /// to the policy file's directory.
    package let credentials: [AgentName: [String: String]]
    /// How long it may stand idle before it is stopped.
    package let idle: Duration
    /// How often it may be started again after it died.
    package let restarts: RestartLimit
    /// The line of the policy file.
    package let line: Int

    /// Names a server.
    package init(
        name: ServerName, command: [String], environment: [String: String] = [:],
        directory: String? = nil, user: String? = nil,
        credentials: [AgentName: [String: String]] = [:], idle: Duration = ServerPolicy.usualIdle,
        restarts: RestartLimit = .usual, line: Int
    ) {
        self.name = name
        self.command = command
        self.environment = environment
        self.directory = directory
        self.user = user
        self.credentials = credentials
        self.idle = idle
        self.restarts = restarts
        self.line = line
    }

    /// The idle time where the policy names none: that of a run (controls.md section 11), so that
    /// a server outlives the run it serves and not by much.
    package static let usualIdle = Duration.seconds(600)
}
