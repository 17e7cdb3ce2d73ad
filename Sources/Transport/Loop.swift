import CLinux
import NIOCore
import NIOPosix

/// The one event loop on which all connections live. Everything of this room is bound to it: made,
/// called and calling back there.
package final class Loop: @unchecked Sendable {
    // The unchecked members, `watches`, `timers`, `flushes` and the poller, are touched on the loop's thread only:
    // their users check `isOnLoop` where a caller of another room could come from elsewhere.
    let eventLoop: any EventLoop
    private let group: MultiThreadedEventLoopGroup
    let watches = WatchTable()
    let timers = TimerQueue()
    let flushes = FlushList()
    private var startedPoller: Poller?
    /// Bytes for one read at a time, used within one call; as long as the loop.
    let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)
    /// The executor for an actor that lives on the loop; `assumeIsolated` holds in every callback.
    package let executor: any SerialExecutor

    private init() {
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        eventLoop = group.next()
        executor = eventLoop.executor
    }

    deinit {
        scratch.deallocate()
    }

    /// Starts the loop on a thread of its own, and before it, while the process is small, the nursery
    /// that forks the servers' keepers. Call it early.
    package static func start() -> Loop {
        ThisProcess.ignoreWriteSignals()
        Nursery.shared.prepare()
        return Loop()
    }

    /// Whether the caller runs on the loop's thread.
    package var isOnLoop: Bool { eventLoop.inEventLoop }

    /// Runs `body` on the loop on a later turn; from any thread, in the order of the calls.
    package func execute(_ body: @escaping @Sendable () -> Void) {
        eventLoop.execute(body)
    }

    /// Runs `body` on the loop at `deadline`, nanoseconds of `SystemClock.bootNanoseconds`, or as soon
    /// as it can after it. From any thread.
    @discardableResult
    package func schedule(
        at deadline: UInt64, _ body: @escaping @Sendable () -> Void
    ) -> LoopTimer {
        let timer = LoopTimer(deadline: deadline, loop: self, body: body)
        if isOnLoop {
            timers.add(timer, on: self)
        } else {
            execute { self.timers.add(timer, on: self) }
        }
        return timer
    }

    /// As `schedule(at:)`, counted from now.
    @discardableResult
    package func schedule(
        in nanoseconds: UInt64, _ body: @escaping @Sendable () -> Void
    ) -> LoopTimer {
        schedule(at: pc_clock_boottime() + nanoseconds, body)
    }

    /// Ends the loop's threads. Channels that are open are closed without a word to their owners.
    package func shutdown() async throws {
        execute {
            self.timers.stop()
            self.startedPoller?.stop()
        }
        try await group.shutdownGracefully()
    }

    /// As `schedule(in:)`, from the loop itself: what is captured stays here.
    func wake(in nanoseconds: UInt64, _ body: @escaping () -> Void) -> LoopTimer {
        preconditionOnLoop()
        let timer = LoopTimer(deadline: pc_clock_boottime() + nanoseconds, loop: self, body: body)
        timers.add(timer, on: self)
        return timer
    }

    /// The poller, whose thread starts when it is first needed.
    var poller: Poller {
        if let startedPoller { return startedPoller }
        // The loop lives as long as the program, or at least until `shutdown` has stopped the poller.
        let poller = Poller { [unowned self] tokens in
            execute { self.watches.fire(tokens) }
        }
        startedPoller = poller
        return poller
    }

    /// Runs `body` at once if this is the loop, else there on a later turn.
    func here(_ body: @escaping @Sendable () -> Void) {
        if isOnLoop { body() } else { execute(body) }
    }

    /// As `execute`, from the loop itself: what is captured need not be sendable, since it stays here.
    func later(_ body: @escaping () -> Void) {
        eventLoop.assumeIsolated().execute(body)
    }

    func preconditionOnLoop() {
        precondition(isOnLoop, "called from outside the event loop")
    }
}
