package import JSON

/// What one run may use up.
package struct Budget: Hashable, Sendable {
    /// Calls of any tier.
    package let calls: Int
    /// Calls above low tier.
    package let writes: Int
    /// Sums of what calls spend, by unit; a unit that is absent has no budget of its own.
    package let sums: [Unit: ExactDecimal]
    /// Time from the first connection on.
    package let time: Duration
    /// The line of the policy file that set it, or of the agent that takes the usual one.
    package let line: Int

    /// Bounds a run.
    package init(
        calls: Int = Budget.usualCalls, writes: Int = Budget.usualWrites,
        sums: [Unit: ExactDecimal] = [:], time: Duration = Budget.usualTime, line: Int
    ) {
        self.calls = calls
        self.writes = writes
        self.sums = sums
        self.time = time
        self.line = line
    }

    /// Twice the 95th percentile of real runs (controls.md section 11).
    package static let usualCalls = 60
    /// Twice the 95th percentile of real runs (controls.md section 11).
    package static let usualWrites = 20
    /// Wall-clock time of a run (controls.md section 11).
    package static let usualTime = Duration.seconds(30 * 60)
}
