import CLinux
import Glibc

/// The loop's timers: a heap by deadline over one timer of the kernel on CLOCK_BOOTTIME, so that a
/// deadline that passed while the machine slept is seen when it wakes. The kernel's timer is set
/// only when something earlier comes, and a cancelled timer leaves it set: a deadline a call costs no
/// system call.
final class TimerQueue {
    private var heap: [(timer: LoopTimer, order: UInt64)] = []
    private var lastOrder: UInt64 = 0
    private var cancelledCount = 0
    private var armed: UInt64 = .max
    private var kernelTimer: Int32 = -1
    private var watch: Watch?

    deinit {
        if kernelTimer >= 0 { close(kernelTimer) }
    }

    func add(_ timer: LoopTimer, on loop: Loop) {
        lastOrder += 1
        heap.append((timer, lastOrder))
        siftUp(heap.count - 1)
        arm(on: loop)
    }

    /// Timers kept, the cancelled among them that are not yet swept.
    var count: Int { heap.count }

    func cancelled() {
        cancelledCount += 1
        guard cancelledCount > 64, cancelledCount > heap.count / 2 else { return }
        heap.removeAll { $0.timer.body == nil }
        cancelledCount = 0
        for index in heap.indices { siftUp(index) }
    }

    func stop() {
        watch?.cancel()
        watch = nil
        heap.removeAll()
    }

    private func arm(on loop: Loop) {
        guard let deadline = heap.first?.timer.deadline, deadline < armed else { return }
        if kernelTimer < 0 {
            kernelTimer = pc_timer_new()
            precondition(kernelTimer >= 0, "no descriptor left for a timer")
            let watch = Watch(kernelTimer, on: loop) { [unowned self, unowned loop] in
                self.fire(on: loop)
            }
            watch.arm()
            self.watch = watch
        }
        armed = deadline
        _ = pc_timer_arm(kernelTimer, max(deadline, 1))
    }

    private func fire(on loop: Loop) {
        var expirations: UInt64 = 0
        _ = read(kernelTimer, &expirations, 8)
        armed = .max
        let now = pc_clock_boottime()
        while let next = heap.first, next.timer.deadline <= now || next.timer.body == nil {
            removeFirst()
            if let body = next.timer.takeBody() {
                body()
            } else {
                cancelledCount = max(0, cancelledCount - 1)
            }
        }
        watch?.arm()
        arm(on: loop)
    }

    private func isBefore(_ a: Int, _ b: Int) -> Bool {
        (heap[a].timer.deadline, heap[a].order) < (heap[b].timer.deadline, heap[b].order)
    }

    private func siftUp(_ index: Int) {
        var child = index
        while child > 0, isBefore(child, (child - 1) / 2) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private func removeFirst() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && isBefore(child, least) {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
