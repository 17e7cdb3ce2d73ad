import Governance
import Testing

@testable import Supervision

@Suite struct AlertPaceTests {
    private static let minute = AlertPace.spaceNanoseconds

    @Test("a flood is told of at once, then counted, then told of once a minute")
    func counts() throws {
        var pace = AlertPace()
        #expect(pace.raise(.outsidePolicy, at: 1_000) == 1)
        #expect(pace.next == nil)
        for step in 1...5_000 as ClosedRange<UInt64> {
            #expect(pace.raise(.outsidePolicy, at: 1_000 + step) == nil)
        }
        let next = try #require(pace.next)
        #expect(next == 1_000 + Self.minute)
        #expect(pace.due(at: next - 1).isEmpty)
        let due = pace.due(at: next)
        #expect(due.map(\.alert) == [.outsidePolicy] && due.map(\.count) == [5_000])
        #expect(pace.next == nil && pace.due(at: next + 10 * Self.minute).isEmpty)
        #expect(pace.raise(.outsidePolicy, at: next + Self.minute - 1) == nil)
        #expect(pace.raise(.outsidePolicy, at: next + Self.minute) == 2)
    }

    @Test("kinds do not keep each other waiting")
    func kinds() {
        var pace = AlertPace()
        #expect(pace.raise(.outsidePolicy, at: 0) == 1)
        #expect(pace.raise(.outsidePolicy, at: 1) == nil)
        #expect(pace.raise(.callHeld, at: 2) == 1)
        #expect(pace.raise(.callHeld, at: 3) == nil)
        #expect(pace.due(at: Self.minute + 2).map(\.alert) == [.callHeld, .outsidePolicy])
    }

    @Test("a person is told of a hold while it stands open")
    func shortHolds() {
        var pace = AlertPace()
        pace.holdNanoseconds = 8_000
        #expect(pace.raise(.callHeld, at: 0) == 1)
        #expect(pace.raise(.callHeld, at: 1_000) == nil)
        #expect(pace.raise(.outsidePolicy, at: 1_000) == 1)
        #expect(pace.raise(.outsidePolicy, at: 1_001) == nil)
        #expect(pace.next == 2_000)
        #expect(pace.due(at: 2_000).map(\.alert) == [.callHeld])
        #expect(pace.next == 1_000 + Self.minute, "of other kinds once a minute")
        pace.holdNanoseconds = 100 * Self.minute
        #expect(pace.raise(.callHeld, at: 2_001) == nil)
        #expect(pace.due(at: Self.minute).isEmpty)
        #expect(pace.due(at: 2_000 + Self.minute).map(\.alert) == [.callHeld, .outsidePolicy])
    }

    @Test(
        "a kill and a broken trail are told of at once",
        arguments: [Alert.killEngaged, .trailBroke])
    func pressing(_ alert: Alert) {
        var pace = AlertPace()
        for moment in 0..<3 as Range<UInt64> { #expect(pace.raise(alert, at: moment) == 1) }
        #expect(pace.next == nil)
    }
}
