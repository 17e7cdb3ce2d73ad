import AuditTrail
import Glibc

/// How far the trail is durable; callers wait for their own entry.
///
/// `@unchecked Sendable`: all but the pointers is touched under `mutex` only.
final class Progress: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var through: UInt64 = 0
    private var count = 0
    private var fault: TrailFault?
    private let prints: Bool

    init(prints: Bool) {
        self.prints = prints
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    var observer: TrailObserver {
        TrailObserver(durable: { self.advance($0) }, failed: { self.fail($0) })
    }

    /// How often the writer told of progress: the number of commits with entries.
    var steps: Int {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return count
    }

    func wait(for sequence: UInt64) throws(ProbeError) {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while through < sequence {
            if let fault { throw ProbeError(fault.description) }
            pthread_cond_wait(changed, mutex)
        }
    }

    /// Waits until more is durable than `sequence`; how far it is then.
    func wait(beyond sequence: UInt64) throws(ProbeError) -> UInt64 {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while through <= sequence {
            if let fault { throw ProbeError(fault.description) }
            pthread_cond_wait(changed, mutex)
        }
        return through
    }

    private func advance(_ sequence: UInt64) {
        if prints { Output.line("ack \(sequence)") }
        pthread_mutex_lock(mutex)
        through = sequence
        count += 1
        pthread_mutex_unlock(mutex)
        pthread_cond_broadcast(changed)
    }

    private func fail(_ fault: TrailFault) {
        Output.line("failed \(fault.kind.rawValue) recorded=\(fault.isRecorded)")
        pthread_mutex_lock(mutex)
        self.fault = fault
        pthread_mutex_unlock(mutex)
        pthread_cond_broadcast(changed)
    }
}
