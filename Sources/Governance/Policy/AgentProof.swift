/// How an agent shows that it is who it says.
package enum AgentProof: Hashable, Sendable {
    /// It holds the token whose hash is in this file; the path is relative to the policy file's
    /// directory.
    case token(file: String)
    /// It runs as this system user; resolved by the rim.
    case user(String)
}
