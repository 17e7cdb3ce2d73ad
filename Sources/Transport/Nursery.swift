import CLinux
import Glibc
import Synchronization

/// The process that forks keepers; one for the program. Started early, because a keeper is a copy of
/// the nursery, and that a copy of what the program was when it started it.
final class Nursery: Sendable {
    static let shared = Nursery()

    private let socket = Mutex<Int32>(-1)

    /// Starts it if it does not run. A failure shows when something is ordered.
    func prepare() {
        socket.withLock { current in
            guard current < 0 else { return }
            _ = pc_nursery_start(&current)
        }
    }

    /// Orders a child. The descriptors (order, control, report, stdin, stdout, stderr) are sent, not
    /// taken over.
    func order(_ descriptors: [Int32]) throws(TransportError) {
        precondition(descriptors.count == 6)
        let result = socket.withLock { current in
            var result = current < 0 ? -EPIPE : pc_nursery_order(current, descriptors)
            guard result == -EPIPE || result == -ECONNRESET || result == -ECONNREFUSED else {
                return result
            }
            // It was ended from outside. Its keepers live on by themselves; begin a new one.
            if current >= 0 { close(current) }
            current = -1
            let started = pc_nursery_start(&current)
            result = started < 0 ? started : pc_nursery_order(current, descriptors)
            return result
        }
        _ = try succeed(result, "no process can be started")
    }
}
