import Console
import Glibc
import Synchronization

/// The thread that owns the screen. It alone calls ncurses and writes to descriptor 1, and it may hang in
/// that for as long as nobody reads the terminal; whoever reads keys never waits for it.
///
/// Others leave orders, of which the newest of each kind counts, and look at how far it is. It raises
/// `told` whenever that changes.
final class DrawThread: Sendable {
    private let orders = Mutex(DrawOrders())
    private let state = Mutex(DrawState())
    private let wake: Wake
    private let told: Wake

    /// Makes it; ``start(_:depth:usesMouse:life:)`` starts it.
    init(told: Wake) throws(TerminalFault) {
        wake = try Wake()
        self.told = told
    }

    /// Starts the thread, which takes the terminal.
    func start(
        _ facts: TerminalFacts, depth: ColourDepth, usesMouse: Bool, life: Life
    ) throws(TerminalFault) {
        try Thread.start { [self] in
            do throws(TerminalFault) {
                var screen = try Screen(facts, depth: depth, usesMouse: usesMouse, life: life)
                while perform(&screen) { wake.wait() }
            } catch {
                report { $0.fault = error }
            }
        }
    }

    /// How far it is.
    var current: DrawState { state.withLock { $0 } }

    /// Draws this next, in place of whatever was to be drawn.
    func draw(_ frame: Frame) {
        state.withLock { $0.isBusy = true }
        order { $0.draw(frame) }
    }

    /// Changes what is to be done, and wakes the thread.
    func order(_ change: (inout DrawOrders) -> Void) {
        orders.withLock { change(&$0) }
        wake.raise()
    }

    /// The fence that an answer of the terminal is for.
    func answered(at now: Int64) -> UInt64? {
        state.withLock { $0.fences.answer(at: now) }
    }

    /// Waits until the terminal was given back, but no longer than this.
    func waitUntilLeft(for nanoseconds: Int64) -> Bool {
        let end = Clock.now + nanoseconds
        while !current.hasLeft {
            let left = end - Clock.now
            guard left > 0 else { return false }
            told.wait(for: left)
            told.clear()
        }
        return true
    }

    /// Does what was ordered; false once the terminal was given back for good.
    private func perform(_ screen: inout Screen) -> Bool {
        wake.clear()
        let orders = orders.withLock { $0.take() }
        if case .resume = orders.possession {
            screen.resume()
            report {
                $0.hasLeft = false
                $0.fences.reset()
            }
        }
        // What is ordered between leaving and coming back is not for the shell's screen.
        if !current.hasLeft { show(orders, on: &screen) }
        if orders.frame != nil { report { $0.isBusy = false } }
        switch orders.possession {
        case .leave, .end:
            if !current.hasLeft { screen.leave() }
            report { $0.hasLeft = true }
        case .resume, nil: break
        }
        if case .end = orders.possession { return false }
        return true
    }

    private func show(_ orders: DrawOrders, on screen: inout Screen) {
        if orders.forgets { screen.forget() }
        if let frame = orders.frame {
            let start = Clock.now
            screen.draw(frame.grid, frame.look)
            state.withLock { $0.took = Clock.now - start }
            if let fence = frame.fence, isPainted(fence) { screen.fence() }
        }
        if let title = orders.title { screen.title(title) }
        if let copied = orders.copied { screen.copy(copied) }
        if orders.rings { screen.bell() }
    }

    /// Notes that the frame of a fence was written; whether the terminal is to be asked for its answer.
    private func isPainted(_ fence: UInt64) -> Bool {
        state.withLock {
            $0.painted = fence
            return $0.fences.ask(fence, at: Clock.now)
        }
    }

    private func report(_ change: (inout DrawState) -> Void) {
        state.withLock { change(&$0) }
        told.raise()
    }
}
