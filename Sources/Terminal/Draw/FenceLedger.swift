/// Which fences the terminal still owes an answer for. Its answers carry no number: they come in the
/// order of the questions, or not at all.
///
/// One that is missing would make each later answer seem one frame older or, worse, newer than it is.
/// So after ``patience`` without an answer none is believed any more, until ``reset()``: the screen was
/// taken anew, and what was under way is drained. The console then arms its cards by time alone.
struct FenceLedger: Hashable, Sendable {
    static let patience: Int64 = 30_000_000_000
    /// More questions than that are not asked: a terminal that far behind shows nothing of now.
    static let most = 64

    private struct Asked: Hashable {
        let fence: UInt64
        let time: Int64
    }

    private var asked: [Asked] = []
    private(set) var isBelieved = true

    /// Notes that a fence is about to be written; false where it is not to be.
    mutating func ask(_ fence: UInt64, at now: Int64) -> Bool {
        lookForLost(at: now)
        guard isBelieved, asked.count < Self.most else { return false }
        asked.append(Asked(fence: fence, time: now))
        return true
    }

    /// An answer came: the fence that it is for, or nil where it cannot be believed.
    mutating func answer(at now: Int64) -> UInt64? {
        lookForLost(at: now)
        guard isBelieved, !asked.isEmpty else { return nil }
        return asked.removeFirst().fence
    }

    mutating func reset() {
        self = FenceLedger()
    }

    private mutating func lookForLost(at now: Int64) {
        guard let first = asked.first, now - first.time > Self.patience else { return }
        isBelieved = false
        asked.removeAll()
    }
}
