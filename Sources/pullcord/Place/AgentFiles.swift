import Control
import Governance
import SafeText

/// The two files of an agent that proves itself by a token: its own, and the hash beside the policy.
struct AgentFiles {
    /// The agent as the policy names it.
    let agent: AgentName
    /// Where the policy's proof points; the supervisor reads it.
    let hash: String

    /// Finds the proof of an agent in the policy file.
    init(_ name: String, policy path: String) throws(CommandFailure) {
        agent = try Subjects.agent(name)
        guard let entry = try PolicyRead.policy(path).agents[agent] else {
            throw CommandFailure(
                .notFound,
                "\(untrusted: path) names no agent \(name: name); write it there first")
        }
        switch entry.proof {
        case .user(let user):
            throw CommandFailure(
                .usage,
                """
                agent \(name: name) proves itself by the user \(name: user), so it has no token; \
                write `proof: { token: keys/\(name: name).hash }` in the policy for one
                """)
        case .token(let file):
            let slash = path.lastIndex(of: "/")
            let folder = slash.map { String(path[..<$0]) } ?? "."
            hash = file.utf8.first == UInt8(ascii: "/") ? file : "\(folder)/\(file)"
        }
    }

    /// The folder that holds a file.
    static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}
