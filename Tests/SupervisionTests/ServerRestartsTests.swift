import Governance
import Testing

@testable import Supervision

@Suite struct ServerRestartsTests {
    private static let limit = RestartLimit(count: 100, window: .seconds(600))

    private static func moment(_ seconds: Int64) -> Moment {
        Moment(nanoseconds: seconds * 1_000_000_000)
    }

    @Test("starts again at once, then later and later, at most a minute")
    func backsOff() {
        var restarts = ServerRestarts()
        let now = Self.moment(1_000)
        var waits: [Duration?] = []
        for _ in 0..<10 {
            restarts.ended(after: .seconds(1), at: now, limit: Self.limit)
            waits.append(restarts.notBefore.map { $0.since(now) })
        }
        let seconds: [Int64] = [1, 2, 4, 8, 16, 32, 60, 60, 60]
        #expect(waits == [nil] + seconds.map { .seconds($0) })
        #expect(restarts.failures == 10)
    }

    @Test("a process that worked long enough starts afresh", arguments: [59, 60, 3_600])
    func steady(seconds: Int64) {
        var restarts = ServerRestarts()
        for _ in 0..<4 { restarts.ended(after: .seconds(1), at: .zero, limit: Self.limit) }
        restarts.ended(after: .seconds(seconds), at: Self.moment(10), limit: Self.limit)
        #expect((restarts.failures == 0) == (seconds >= 60))
        #expect((restarts.notBefore == nil) == (seconds >= 60))
    }

    @Test("the policy's window is exact")
    func window() {
        let limit = RestartLimit(count: 2, window: .seconds(100))
        var restarts = ServerRestarts()
        // Long runs, so that only the policy's limit counts.
        for second in [0, 10, 20] as [Int64] {
            restarts.ended(after: .seconds(60), at: Self.moment(second), limit: limit)
        }
        #expect(restarts.notBefore == Self.moment(100))
        // The first end has left the window at 100, the second leaves it at 110.
        restarts.ended(after: .seconds(60), at: Self.moment(100), limit: limit)
        #expect(restarts.notBefore == Self.moment(110))
        restarts.ended(after: .seconds(60), at: Self.moment(300), limit: limit)
        #expect(restarts.notBefore == nil)
    }
}
