import Glibc
import Governance
import SafeText

/// What a policy names and this machine does not have. No fault of the file: it may be reviewed on
/// another machine than the one that it is for.
enum PolicySurroundings {
    /// A line for each user and program that is missing here, with its place in the file.
    static func warnings(of policy: Policy, in path: String) -> [SafeText] {
        found(policy).sorted { $0.line < $1.line }.map { line, words in
            "\(SafeText(untrusted: path)):\(line): warning: \(words)"
        }
    }

    private static func found(_ policy: Policy) -> [(line: Int, words: SafeText)] {
        var found: [(Int, SafeText)] = []
        func look(for user: String, _ who: SafeText, _ line: Int) {
            guard !SystemUser.exists(user) else { return }
            found.append((line, "\(who): this machine has no user \(name: user)"))
        }
        for person in policy.operators.values {
            look(for: person.user, "operator \(name: person.name.text)", person.line)
        }
        for agent in policy.agents.values {
            guard case .user(let user) = agent.proof else { continue }
            look(for: user, "agent \(name: agent.name.text)", agent.line)
        }
        for server in policy.servers.values {
            let who: SafeText = "server \(name: server.name.text)"
            if let user = server.user { look(for: user, who, server.line) }
            let paths = server.environment["PATH"] ?? Environment.variable("PATH") ?? ""
            if let words = fault(of: server.command, on: paths) {
                found.append((server.line, "\(who): \(words)"))
            }
        }
        for alert in policy.alerts {
            if let words = fault(of: alert.command, on: AlertCommand.path) {
                found.append((alert.line, "alert: \(words)"))
            }
        }
        return found
    }

    /// What is wrong with a command's program here; nil where it can be started.
    private static func fault(of command: [String], on paths: String) -> SafeText? {
        guard let program = command.first else { return nil }
        if program.utf8.contains(UInt8(ascii: "/")) {
            guard PlainFile.exists(program) else {
                return "there is no program \(untrusted: program) on this machine"
            }
            return isProgram(program) ? nil : "\(untrusted: program) cannot be executed"
        }
        let folders = paths.split(separator: ":", omittingEmptySubsequences: false)
        let isThere = folders.contains { isProgram("\($0.isEmpty ? "." : $0)/\(program)") }
        return isThere ? nil : "no program \(untrusted: program) is on the PATH here"
    }

    private static func isProgram(_ path: String) -> Bool {
        var about = stat()
        return stat(path, &about) == 0 && about.st_mode & S_IFMT == S_IFREG
            && access(path, X_OK) == 0
    }
}
