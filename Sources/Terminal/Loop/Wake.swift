import CNcurses
import Glibc

/// Something that a thread can wait for, and others can raise: an eventfd. Raised it stays so until it is
/// cleared.
final class Wake: Sendable {
    let descriptor: Int32

    init() throws(TerminalFault) {
        descriptor = pc_wake_new()
        guard descriptor >= 0 else { throw .noDescriptor(-descriptor) }
    }

    deinit {
        close(descriptor)
    }

    func raise() { pc_wake_raise(descriptor) }
    func clear() { pc_wake_clear(descriptor) }

    /// Waits until it is raised, or the time is over.
    func wait(for nanoseconds: Int64? = nil) {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&watched, 1, nanoseconds.map { Wake.milliseconds($0) } ?? -1)
    }

    /// For `poll`: rounded up, so that nobody wakes too early and turns round and round.
    static func milliseconds(_ nanoseconds: Int64) -> Int32 {
        Int32(clamping: (max(nanoseconds, 0) + 999_999) / 1_000_000)
    }
}
