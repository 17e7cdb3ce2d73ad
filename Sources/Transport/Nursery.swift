import CLinux
import Glibc
import Synchronization

/// The process that forks keepers; one for the program. Started early, because a keeper is a copy of
/// the nursery, and that a copy of what the program was when it started it.
final class Nursery: Sendable {
    static let shared = Nursery()

    private struct State {
        var socket: Int32 = -1
        var process: Int32 = -1
    }

    private let state = Mutex(State())

    /// The nursery's process id; negative where none runs.
    var process: Int32 { state.withLock { $0.process } }

    /// Starts it if it does not run. A failure shows when something is ordered.
    func prepare() {
        state.withLock { state in
            guard state.socket < 0 else { return }
            state.process = pc_nursery_start(&state.socket)
        }
    }

    /// Orders a child. The descriptors (order, control, report, stdin, stdout, stderr) are sent, not
    /// taken over.
    func order(_ descriptors: [Int32]) throws(TransportError) {
        precondition(descriptors.count == 6)
        let result = state.withLock { state in
            let result = state.socket < 0 ? -EPIPE : pc_nursery_order(state.socket, descriptors)
            guard result == -EPIPE || result == -ECONNRESET || result == -ECONNREFUSED else {
                return result
            }
            // It was ended from outside. Its keepers live on by themselves; begin a new one.
            if state.socket >= 0 { close(state.socket) }
            state.socket = -1
            state.process = pc_nursery_start(&state.socket)
            return state.process < 0
                ? state.process : pc_nursery_order(state.socket, descriptors)
        }
        _ = try succeed(result, "no process can be started")
    }
}
