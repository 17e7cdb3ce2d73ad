import CLinux
import Glibc

/// One descriptor that the poller looks at for the loop. It does not own the descriptor, which must
/// not be closed before the watch is cancelled: the number could be another's by then.
final class Watch: @unchecked Sendable {
    // Unchecked: used on the loop only; `retire` may be called from elsewhere and goes there.

    private let descriptor: Int32
    private let token: UInt64
    private let loop: Loop
    private var isNew = true
    private var isCancelled = false
    private let handler: () -> Void

    /// `handler` runs on the loop, once for each `arm`.
    init(_ descriptor: Int32, on loop: Loop, handler: @escaping () -> Void) {
        self.descriptor = descriptor
        self.loop = loop
        self.handler = handler
        token = loop.watches.newToken()
    }

    func arm(for interest: pc_interest = PC_READABLE) {
        loop.preconditionOnLoop()
        guard !isCancelled else { return }
        loop.watches.add(self, token: token)
        let result = loop.poller.arm(descriptor, for: interest, token: token, isNew: isNew)
        precondition(
            result == 0, "cannot watch a descriptor: \(TransportError.words(for: -result))")
        isNew = false
    }

    func cancel() {
        loop.preconditionOnLoop()
        guard !isCancelled else { return }
        isCancelled = true
        loop.watches.remove(token: token)
        if !isNew { loop.poller.remove(descriptor) }
    }

    /// Cancels, then closes the descriptor. From any thread, because the last owner of a connection may
    /// let it go on any.
    func retire() {
        loop.here {
            self.cancel()
            close(self.descriptor)
        }
    }

    func fire() {
        guard !isCancelled else { return }
        handler()
    }
}

/// The loop's watches by token. A token is never used twice, so an event that was under way when its
/// watch was cancelled finds nobody.
final class WatchTable {
    private var watches: [UInt64: Watch] = [:]
    private var lastToken = Poller.stopToken

    func newToken() -> UInt64 {
        lastToken += 1
        return lastToken
    }

    func add(_ watch: Watch, token: UInt64) { watches[token] = watch }
    func remove(token: UInt64) { watches[token] = nil }

    func fire(_ tokens: [UInt64]) {
        for token in tokens { watches[token]?.fire() }
    }
}
