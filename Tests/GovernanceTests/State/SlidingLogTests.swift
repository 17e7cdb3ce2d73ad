import JSON
import Testing

@testable import Governance

/// The exact window, against adding everything up.
struct SlidingLogTests {
    @Test func boundariesAreExact() {
        var log = SlidingLog()
        let window = Duration.seconds(60)
        log.count(CallID(1), ExactDecimal(1), retention: window, at: Moment(nanoseconds: 5))
        let last = Moment(nanoseconds: 5).advanced(by: window)
        let before = Moment(nanoseconds: last.nanoseconds - 1)
        #expect(log.sum(window: window, at: before) == ExactDecimal(1))
        #expect(log.sum(window: window, at: last) == .zero)
        #expect(log.firstLeaves(window: window, at: before) == last)
        #expect(log.firstLeaves(window: window, at: last) == nil)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func likeAddingEverythingUp(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var log = SlidingLog()
        var all: [(call: CallID, at: Moment, amount: ExactDecimal)] = []
        var now = Moment.zero
        let windows: [Duration] = [.seconds(1), .seconds(7), .seconds(30)]
        for number in 1...400 as ClosedRange<UInt64> {
            now = now.advanced(by: .milliseconds(Int64(random.below(300))))
            let amount = Sample.amount(["1", "0.1", "12.345", "0", "1000000"][random.below(5)])
            log.count(CallID(number), amount, retention: .seconds(30), at: now)
            all.append((CallID(number), now, amount))
            if random.chance(20) {
                let gone = all.remove(at: random.below(all.count))
                log.release(gone.call)
            }
            for window in windows {
                let sum = all.filter { now.since($0.at) < window }
                    .reduce(ExactDecimal.zero) { $0.adding($1.amount) ?? $0 }
                #expect(log.sum(window: window, at: now) == sum)
                let without = all.last.map { last in
                    all.filter { now.since($0.at) < window && $0.call != last.call }
                        .reduce(ExactDecimal.zero) { $0.adding($1.amount) ?? $0 }
                }
                if let without, let last = all.last {
                    #expect(log.sum(window: window, at: now, without: last.call) == without)
                }
            }
        }
        #expect(log.items.count < 400, "what is older than the longest window is forgotten")
    }

    @Test func whatCannotBeTakenOutExactlyStaysCounted() {
        var log = SlidingLog()
        let window = Duration.seconds(60)
        let huge = Sample.amount("160000000000000000000000000000000000000")
        for (number, amount) in [Sample.amount("0.1"), Sample.amount("0.9"), huge].enumerated() {
            #expect(log.canCount(amount))
            log.count(CallID(UInt64(number)), amount, retention: window, at: .zero)
        }
        #expect(!log.canCount(huge))
        let before = log.sum(window: window, at: .zero)
        log.release(CallID(0))
        #expect(log.sum(window: window, at: .zero) == before)
    }
}
