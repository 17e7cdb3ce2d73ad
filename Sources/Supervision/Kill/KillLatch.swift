import Governance
import Transport

/// The latch on disk, written off the loop: a disk that hangs must not keep the kill from being
/// in force, which it is before the latch is written.
final class KillLatch: @unchecked Sendable {
    // Only `file` is shared with the thread that syncs, and LatchFile is Sendable; the rest is
    // touched on the loop only.
    private let file: LatchFile
    /// Its own: a kill waits behind no read of the trail and no snapshot.
    private let worker: WorkThread
    private let loop: Loop

    init(file: LatchFile, loop: Loop) {
        self.file = file
        worker = WorkThread()
        self.loop = loop
    }

    /// Engages the latch; `done` is called on the loop when it holds through power loss, or with
    /// why it does not.
    func engage(_ note: String, done: @escaping @Sendable (TransportError?) -> Void) {
        let bytes = Array(note.utf8.prefix(LatchFile.longestNote))
        run(done) { file throws(TransportError) in try file.engage(note: bytes) }
    }

    /// Releases the latch.
    func release(done: @escaping @Sendable (TransportError?) -> Void) {
        run(done) { file throws(TransportError) in try file.release() }
    }

    private func run(
        _ done: @escaping @Sendable (TransportError?) -> Void,
        _ work: @escaping @Sendable (LatchFile) throws(TransportError) -> Void
    ) {
        let file = file
        let loop = loop
        worker.run {
            var failure: TransportError?
            do throws(TransportError) { try work(file) } catch { failure = error }
            let outcome = failure
            loop.execute { done(outcome) }
        }
    }
}
