import Glibc
import Synchronization

/// One thread for work that may wait: syncs, look-ups, long reads. Never the loop's, and never one
/// of the pool that Swift's tasks run on.
final class WorkThread: Sendable {
    private struct Queue {
        var work: [@Sendable () -> Void] = []
    }

    private let queue = Mutex(Queue())
    private let signal: WakePipe

    /// Starts the thread; it lives as long as the process.
    init() {
        signal = WakePipe()
        let start = Unmanaged.passRetained(self)
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                let owner = Unmanaged<WorkThread>.fromOpaque(context).takeRetainedValue()
                owner.serve()
                return nil
            }, start.toOpaque())
        precondition(status == 0, "the system gives no thread")
        pthread_detach(thread)
    }

    /// Runs work after all that was given before.
    func run(_ work: @escaping @Sendable () -> Void) {
        queue.withLock { $0.work.append(work) }
        signal.wake()
    }

    private func serve() {
        while true {
            signal.wait()
            let work = queue.withLock { queue in
                defer { queue.work = [] }
                return queue.work
            }
            for item in work { item() }
        }
    }
}

/// Wakes one thread: a pipe with at most one byte of meaning.
final class WakePipe: Sendable {
    private let reading: Int32
    private let writing: Int32

    init() {
        var ends: [Int32] = [0, 0]
        precondition(pipe(&ends) == 0, "the system gives no pipe")
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        reading = ends[0]
        writing = ends[1]
        _ = fcntl(writing, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// A full pipe wakes just as well.
    func wake() {
        var byte: UInt8 = 1
        _ = write(writing, &byte, 1)
    }

    func wait() {
        var bytes = [UInt8](repeating: 0, count: 512)
        _ = read(reading, &bytes, bytes.count)
    }
}
