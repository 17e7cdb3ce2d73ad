import Glibc

/// A state under a lock, with one thread that waits for work and others that wait for progress.
///
/// `@unchecked Sendable`: `state` is read and written only in `withLock` and in the bodies of the
/// waiting functions, all of which hold `mutex`.
final class Monitor<State>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let work = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let progress = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var state: State

    init(_ state: sending State) {
        self.state = state
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        // The wall clock may step; waiting must not.
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(work, &attributes)
        pthread_cond_init(progress, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(progress)
        pthread_cond_destroy(work)
        pthread_mutex_destroy(mutex)
        progress.deallocate()
        work.deallocate()
        mutex.deallocate()
    }

    func withLock<Result, Failure: Error>(
        _ body: (inout State) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&state)
    }

    func signalWork() { pthread_cond_signal(work) }

    func signalProgress() { pthread_cond_broadcast(progress) }

    enum Step<Result> {
        case done(Result)
        /// Nanoseconds of CLOCK_MONOTONIC; nil waits without end.
        case wait(until: UInt64?)
    }

    /// Calls `body` under the lock, now and after each signal or deadline, until it is done.
    func waitForWork<Result>(_ body: (inout State) -> Step<Result>) -> Result {
        wait(on: work, body)
    }

    func waitForProgress<Result>(_ body: (inout State) -> Step<Result>) -> Result {
        wait(on: progress, body)
    }

    private func wait<Result>(
        on condition: UnsafeMutablePointer<pthread_cond_t>,
        _ body: (inout State) -> Step<Result>
    ) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            switch body(&state) {
            case .done(let result): return result
            case .wait(nil): pthread_cond_wait(condition, mutex)
            case .wait(.some(let deadline)):
                var time = timespec(
                    tv_sec: Int(deadline / 1_000_000_000), tv_nsec: Int(deadline % 1_000_000_000))
                pthread_cond_timedwait(condition, mutex, &time)
            }
        }
    }
}

/// CLOCK_MONOTONIC, for waits only; times in entries are the caller's.
enum Monotonic {
    static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
