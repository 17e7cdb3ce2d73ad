/// How many entries came within the last whole second.
package struct FeedRate: Hashable, Sendable {
    private static let second: Int64 = 1_000_000_000
    private var began: Int64 = 0
    private var count = 0
    private var before = 0

    package init() {}

    mutating func add(_ count: Int, at now: Int64) {
        turn(at: now)
        self.count += count
    }

    /// Entries a second.
    package func perSecond(at now: Int64) -> Int {
        var rate = self
        rate.turn(at: now)
        return rate.before
    }

    private mutating func turn(at now: Int64) {
        let passed = now - began
        guard passed >= Self.second else { return }
        before = passed < 2 * Self.second ? Int(Int64(count) * Self.second / passed) : 0
        (began, count) = (now, 0)
    }
}
