import Glibc

/// Where a supervisor finds and keeps its things. All paths are absolute.
package struct SupervisorConfiguration: Sendable {
    /// The policy file.
    package let policy: String
    /// Trail, latch, keys and lock.
    package let data: String
    /// Sockets and kill directory.
    package let run: String
    /// The version of this program, for the trail and for whom it speaks with.
    package let version: String

    /// The name of this host, for the name of the trail.
    package let host: String

    package init(policy: String, data: String, run: String, version: String, host: String) {
        self.host = host
        self.policy = policy
        self.data = data
        self.run = run
        self.version = version
    }

    /// The program and its version.
    var program: String { "pullcord \(version)" }
    /// The trail's name: one per host.
    var origin: String { "pullcord.local/\(host)/trail" }
    var process: Int { Int(getpid()) }
    var trail: String { data + "/trail" }
    var keys: String { data + "/keys" }
    var latch: String { data + "/latch" }
    var lock: String { data + "/lock" }
    var agentSocket: String { run + "/agent/agent.sock" }
    var controlSocket: String { run + "/control/control.sock" }
    var killDirectory: String { run + "/kill" }

    /// Paths in a policy are relative to the folder that holds it.
    func path(fromPolicy path: String) -> String {
        if path.utf8.first == 0x2F { return path }
        let folder = policy.utf8.lastIndex(of: 0x2F).map { policy[..<$0] } ?? "."
        return "\(folder)/\(path)"
    }
}
