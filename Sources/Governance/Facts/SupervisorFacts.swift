/// The supervisor started on what the trail holds.
package struct SupervisorStarted: Hashable, Sendable, Codable {
    package let at: Moment
    /// Whether the last stop was recorded. If not, the run-ahead allowance counts as spent.
    package let wasClean: Bool
    /// The calls that were admitted and whose outcome nobody knows; never sent again.
    package let orphans: [InFlight]
    /// The clocks at this start, by which governed time goes on at the next one.
    package let clock: ClockReading
}

/// The machine's clocks at one instant.
package struct ClockReading: Hashable, Sendable, Codable {
    /// The kernel's name for the boot.
    package let boot: String
    /// Nanoseconds since that boot, time asleep counted.
    package let bootNanoseconds: UInt64
    /// Nanoseconds since 1970 by the wall clock, which may step.
    package let wallNanoseconds: Int64

    package init(boot: String, bootNanoseconds: UInt64, wallNanoseconds: Int64) {
        self.boot = boot
        self.bootNanoseconds = bootNanoseconds
        self.wallNanoseconds = wallNanoseconds
    }
}

/// A policy came into force, or waits to be applied.
package struct PolicyChanged: Hashable, Sendable {
    package let at: Moment
    package let policy: Policy
    /// What it makes different, in plain words.
    package let changes: [String]
    /// Who applied it; nil where it made nothing freer and applied by itself.
    package let by: OperatorName?
}

/// A tool was seen for the first time, or lists its pinned definition again.
package struct ToolPinned: Hashable, Sendable, Codable {
    package let at: Moment
    package let tool: ToolName
    package let definition: Digest
}

/// A tool's definition differs from its pin; its calls are denied.
package struct ToolDrifted: Hashable, Sendable, Codable {
    package let at: Moment
    package let tool: ToolName
    package let pinned: Digest
    package let listed: Digest
}

/// The trail cannot be written: nothing is forwarded from here on.
package struct TrailBroke: Hashable, Sendable, Codable {
    package let at: Moment
    package let detail: String
}

/// The trail can be written again.
package struct TrailRestored: Hashable, Sendable, Codable {
    package let at: Moment
}
