import Glibc

/// A thread of the system's own, for work that blocks: it must not take one of the shared pool's.
package enum Thread {
    private final class Work: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts it; it ends with the process, or when the work is done.
    package static func start(_ run: @escaping @Sendable () -> Void) throws(TerminalFault) {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(run))
        let result = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, work.toOpaque())
        guard result == 0 else {
            work.release()
            throw .noThread(result)
        }
        pthread_detach(thread)
    }
}
