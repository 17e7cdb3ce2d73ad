import CLinux
import Glibc
import Synchronization

/// The thread that waits for what the event loop cannot: descriptors that others read and write too,
/// listening sockets, and pipes that must become writable without bytes being queued for them. It
/// touches no data; it only tells the loop that a descriptor is ready. Rare events only: the way of a
/// call does not pass here.
final class Poller: Sendable {
    static let stopToken: UInt64 = 0
    /// Tells the loop; called on the poller's thread.
    private let ready: @Sendable ([UInt64]) -> Void
    private let poll: Int32
    private let stopPipe: (reading: Int32, writing: Int32)
    private let isStopped = Atomic<Bool>(false)

    init(ready: @escaping @Sendable ([UInt64]) -> Void) {
        self.ready = ready
        poll = pc_poll_new()
        var ends: (Int32, Int32) = (-1, -1)
        let result = withUnsafeMutableBytes(of: &ends) { bytes in
            bytes.withMemoryRebound(to: Int32.self) { pc_pipe($0.baseAddress) }
        }
        stopPipe = (ends.0, ends.1)
        precondition(poll >= 0 && result == 0, "no descriptors left to start the event loop with")
        _ = pc_poll_arm(poll, stopPipe.reading, Int32(PC_READABLE.rawValue), Poller.stopToken, 1)
        startThread()
    }

    deinit {
        close(poll)
        close(stopPipe.reading)
        close(stopPipe.writing)
    }

    /// Wakes `token` once when the descriptor is ready.
    func arm(_ descriptor: Int32, for interest: pc_interest, token: UInt64, isNew: Bool) -> Int32 {
        pc_poll_arm(poll, descriptor, Int32(interest.rawValue), token, isNew ? 1 : 0)
    }

    func remove(_ descriptor: Int32) {
        _ = pc_poll_remove(poll, descriptor)
    }

    func stop() {
        guard !isStopped.exchange(true, ordering: .relaxed) else { return }
        var byte: UInt8 = 0
        _ = write(stopPipe.writing, &byte, 1)
    }

    private func startThread() {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self).toOpaque()
        let result = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Poller>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context)
        precondition(result == 0, "no thread left to start the event loop with")
        pthread_detach(thread)
    }

    private func run() {
        var tokens = [UInt64](repeating: 0, count: 64)
        while true {
            let count = pc_poll_wait(poll, &tokens, Int32(tokens.count))
            precondition(count >= 0, "epoll_wait failed: \(TransportError.words(for: -count))")
            let woken = Array(tokens.prefix(Int(count)))
            guard !woken.contains(Poller.stopToken) else { return }
            ready(woken)
        }
    }
}
