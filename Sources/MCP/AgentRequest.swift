/// One request of an agent, from its arrival until it is answered or withdrawn.
package struct AgentRequest: Sendable {
    /// The id the agent gave, in its spelling.
    package let id: RequestID
    package let method: Method
    package let kind: MethodKind
    /// The revision that the request was made in, and that its answer must be of.
    package let revision: Revision
    /// The token under which the agent wants to hear of progress; nil where it wants none.
    package let progressToken: RequestID?
    /// The least severe log messages wanted: what a modern request asks for, or the level of a
    /// legacy session; nil where none was named.
    package let logLevel: LogLevel?
    /// The batch that the request came in, and whose one answer holds its own.
    package let batch: BatchNumber?

    package var era: Era { revision.era }

    /// The answer where the agent names a tool, resource or prompt that does not exist for it, as
    /// one that was taken from the list (mcp.md section 8, row 17): `-32602` in every revision.
    ///
    /// - Parameter name: the name that the agent gave.
    /// - Returns: one line without its newline.
    package func unknown(_ name: String) -> [UInt8] {
        let what: StaticString =
            switch kind {
            case .call: "tool"
            case .prompt: "prompt"
            default: "resource"
            }
        return Answers.error(to: id, of: revision, .invalidParams, "Unknown \(what): \(name)")
    }
}

/// Which of the batches of a connection.
package struct BatchNumber: Sendable, Hashable {
    let value: Int
}
