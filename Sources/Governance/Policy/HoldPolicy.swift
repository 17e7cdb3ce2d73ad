/// The two times of a hold, and how many questions one agent may have open.
package struct HoldPolicy: Hashable, Sendable {
    /// How long the caller is kept waiting.
    package let wait: Duration
    /// How long the question stays open; at least `wait`.
    package let park: Duration
    /// Open holds of one agent; a proposal that would be one more is denied.
    package let perAgent: Int
    /// The line of the policy file; 0 where the file says nothing.
    package let line: Int

    /// Sets the times of holds.
    package init(
        wait: Duration = HoldPolicy.usualWait, park: Duration = HoldPolicy.usualPark,
        perAgent: Int = HoldPolicy.usualPerAgent, line: Int = 0
    ) {
        self.wait = wait
        self.park = park
        self.perAgent = perAgent
        self.line = line
    }

    /// Design section 6.
    package static let usualWait = Duration.seconds(5 * 60)
    /// Design section 6.
    package static let usualPark = Duration.seconds(30 * 60)
    /// Design section 6.
    package static let usualPerAgent = 5
    /// A legacy client without progress is kept waiting at most this long, whatever `wait` says:
    /// such clients give up after 60 s (mcp.md on holding), and must hear of it before.
    package static let legacyWait = Duration.seconds(45)
}
