import Glibc
import SafeText
import Synchronization
import Transport

/// What has happened and was not looked at yet: filled on the loop, emptied by the playing thread.
final class Happenings: Sendable {
    private let waiting = Mutex<[Happening]>([])
    private let reading: Int32
    private let writing: Int32

    init() throws(DemonstrationFailure) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw DemonstrationFailure("the system gives no pipe") }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// Adds one; from any thread.
    func post(_ happening: Happening) {
        waiting.withLock { $0.append(happening) }
        var byte: UInt8 = 1
        // A full pipe wakes just as well.
        _ = write(writing, &byte, 1)
    }

    /// All that has happened; waits for the first until `deadline`, in nanoseconds since the boot.
    func take(until deadline: UInt64) -> [Happening] {
        while true {
            var bytes = [UInt8](repeating: 0, count: 512)
            while read(reading, &bytes, bytes.count) > 0 {}
            let found = waiting.withLock { waiting in
                defer { waiting = [] }
                return waiting
            }
            let now = SystemClock().bootNanoseconds
            guard found.isEmpty, now < deadline else { return found }
            var item = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
            poll(&item, 1, Int32(clamping: (deadline - now) / 1_000_000 + 1))
        }
    }
}
