/// Why no policy can be drafted.
package enum PolicyDraftFault: Error, Hashable, Sendable, CustomStringConvertible {
    case user(String)
    case agent(String)
    case server(String)
    case command

    package var description: String {
        switch self {
        case .user(let name):
            "'\(name)' is no name of a system user; use lower-case letters, digits, '-' and '_'"
        case .agent(let name):
            "'\(name)' is no name of an agent; use letters, digits, '-', '_' and '.'"
        case .server(let name):
            "'\(name)' is no name of a server; use letters, digits, '-', '_' and '.'"
        case .command:
            "the command is empty or holds an invisible character; give a program and its words"
        }
    }
}
