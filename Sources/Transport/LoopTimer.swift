/// Something to be done at an instant; it can be called off.
package final class LoopTimer: @unchecked Sendable {
    // Everything here is read and written on the loop only: `cancel` goes there first.
    private(set) var body: (() -> Void)?
    let deadline: UInt64
    private unowned let loop: Loop

    init(deadline: UInt64, loop: Loop, body: @escaping () -> Void) {
        self.deadline = deadline
        self.loop = loop
        self.body = body
    }

    /// The body will not run, if it has not. On the loop this holds from now on.
    package func cancel() {
        guard loop.isOnLoop else {
            loop.execute { self.cancel() }
            return
        }
        guard body != nil else { return }
        body = nil
        loop.timers.cancelled()
    }

    func takeBody() -> (() -> Void)? {
        defer { body = nil }
        return body
    }
}
