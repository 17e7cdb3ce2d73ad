/// Whom a call would reach, as a keyed hash that can be erased with its key.
package struct RecipientMark: Hashable, Sendable, Codable {
    /// The keyed hash of the recipient's exact bytes.
    package let mark: Digest
    /// Whether the policy lists this recipient as known, for the tool or the agent.
    package let isListed: Bool

    package init(mark: Digest, isListed: Bool) {
        self.mark = mark
        self.isListed = isListed
    }
}
