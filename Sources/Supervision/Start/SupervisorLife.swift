import AuditTrail
import Glibc
import Governance
import Synchronization
import Transport

/// The life of a supervisor from the command to its end.
package enum SupervisorLife {
    /// Runs a supervisor until it is told to stop; `ready` is called once agents can connect.
    /// Throws why it cannot start. Blocks the calling thread, which must not be a loop's.
    package static func run(
        _ configuration: SupervisorConfiguration, ready: @escaping @Sendable () -> Void
    ) throws {
        // Before there is anything to read: no other process of this user looks into this one, and
        // what is forked from it inherits that no core is written.
        try ThisProcess.forbidDumps()
        // Before anything grows: the nursery of the servers' keepers is forked here.
        let loop = Loop.start()
        // After it, since servers have a mask and a limit of their own.
        umask(0o077)
        try ThisProcess.raiseDescriptorLimit()
        try Folders.make(for: configuration)
        let lock = try FileLock(path: configuration.lock)
        let start = try SupervisorStart(configuration, loop: loop)
        let end = End()
        // Given away: used on the loop only from here on.
        nonisolated(unsafe) let handed = start
        loop.execute {
            let supervisor = Supervisor(handed)
            end.keep(supervisor)
            supervisor.assumeIsolated { $0.begin(handed, end: end, ready: ready) }
        }
        let failure = end.wait()
        do throws(TrailError) {
            try start.writer.close(wallNanoseconds: start.clock.wall)
        } catch {
            start.log.error("the trail was not closed cleanly", error.description)
        }
        withExtendedLifetime(lock) {}
        if let failure { throw failure }
    }

    /// Told once that the supervisor has ended, and why if not as asked.
    final class End: Sendable {
        private let failure = Mutex<StartFailure?>(nil)
        private let signal = WakePipe()
        /// Everything else refers to the supervisor weakly: this is what keeps it.
        private let supervisor = Mutex<Supervisor?>(nil)

        func keep(_ supervisor: Supervisor) {
            self.supervisor.withLock { $0 = supervisor }
        }

        func tell(_ failure: StartFailure?) {
            self.failure.withLock { $0 = failure }
            signal.wake()
        }

        func wait() -> StartFailure? {
            signal.wait()
            return failure.withLock { $0 }
        }
    }
}
