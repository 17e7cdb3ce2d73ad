/// A call as put to judgement: all that the gate reads of it, and nothing that could be erased.
package struct Proposal: Hashable, Sendable {
    package let agent: AgentName
    package let connection: ConnectionID
    package let action: Action
    /// The keyed digest over the canonical form of name and arguments (RFC 8785 with exact
    /// decimals): what an approval is good for.
    package let digest: Digest
    /// The digest of the tool's whole definition as the server lists it now; nil if it does not.
    package let definition: Digest?
    /// What the policy's selectors read from the arguments.
    package let reading: Reading
    /// The length of what a person would have to read of it: the arguments as received.
    package let argumentBytes: Int
    /// How long this caller can be kept waiting by what its client declared; nil is as long as
    /// the policy says.
    package let patience: Duration?
    /// The mark of the run token that the connection was opened with; nil where it had none.
    package let runToken: Digest?

    package init(
        agent: AgentName, connection: ConnectionID, action: Action, digest: Digest,
        definition: Digest?, reading: Reading, argumentBytes: Int, patience: Duration?,
        runToken: Digest? = nil
    ) {
        self.agent = agent
        self.connection = connection
        self.action = action
        self.digest = digest
        self.definition = definition
        self.reading = reading
        self.argumentBytes = argumentBytes
        self.patience = patience
        self.runToken = runToken
    }
}
