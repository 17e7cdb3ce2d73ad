/// Who is told what became of entries. All functions are called on the writer's own thread, in
/// order, and must not wait.
package struct TrailObserver: Sendable {
    /// All entries up to and including this one are synced.
    package let durable: @Sendable (_ through: UInt64) -> Void
    /// The trail takes nothing more until it is opened again. Called once.
    package let failed: @Sendable (TrailFault) -> Void
    /// The database's log is longer than `TrailOptions.longLogBytes`: a reader keeps it from being
    /// emptied. Called once with its length, and with nil when it is short again.
    package let logIsLong: @Sendable (_ bytes: Int?) -> Void

    package init(
        durable: @escaping @Sendable (_ through: UInt64) -> Void,
        failed: @escaping @Sendable (TrailFault) -> Void,
        logIsLong: @escaping @Sendable (_ bytes: Int?) -> Void = { _ in }
    ) {
        self.logIsLong = logIsLong
        self.durable = durable
        self.failed = failed
    }
}
