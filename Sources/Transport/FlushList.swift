/// The channels that were written to since the last flush. What a read batch wrote, on whatever
/// channel, goes out once at its end; what was written outside of one, on the loop's next turn.
final class FlushList {
    private var channels: [LineChannel] = []
    private var isInBatch = false
    private var isScheduled = false

    func beginBatch() {
        isInBatch = true
    }

    func endBatch() {
        isInBatch = false
        flush()
    }

    func add(_ channel: LineChannel, on loop: Loop) {
        channels.append(channel)
        guard !isInBatch, !isScheduled else { return }
        isScheduled = true
        loop.later {
            self.isScheduled = false
            self.flush()
        }
    }

    private func flush() {
        guard !channels.isEmpty else { return }
        // A flush calls no owner, so nothing is added meanwhile.
        for channel in channels { channel.flush() }
        channels.removeAll(keepingCapacity: true)
    }
}
