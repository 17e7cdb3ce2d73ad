import Glibc
import SafeText

/// A thread of the system's own, for work that waits.
enum BackgroundThread {
    private final class Work: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts it; it ends with the process or when the work is done.
    static func start(_ run: @escaping @Sendable () -> Void) throws(CommandFailure) {
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
            throw CommandFailure(.refused, "no thread can be started: \(SystemError.words(result))")
        }
        pthread_detach(thread)
    }
}
