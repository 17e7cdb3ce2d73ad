/// How a server is asked to end, then made to: its standard input is closed, then SIGTERM, then
/// SIGKILL to all of its family.
package struct StopSteps: Sendable, Hashable {
    /// Nanoseconds between closing its input and SIGTERM.
    package var untilTerminate: UInt64
    /// Nanoseconds between SIGTERM and SIGKILL.
    package var untilKill: UInt64

    package init(untilTerminate: UInt64, untilKill: UInt64) {
        self.untilTerminate = untilTerminate
        self.untilKill = untilKill
    }

    /// Two seconds each, as the protocol's clients do (MCP, lifecycle, shutdown over stdio).
    package static let patient = StopSteps(
        untilTerminate: 2_000_000_000, untilKill: 2_000_000_000)
}
