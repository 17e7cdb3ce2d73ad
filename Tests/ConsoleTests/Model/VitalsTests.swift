import Testing

@testable import Console

/// How the person at this console decides.
@Suite struct VitalsTests {
    private static let second: Int64 = 1_000_000_000

    @Test func isEmptyAtFirst() {
        let vitals = Vitals()
        #expect(vitals.holdsAnHour(at: 0) == 0 && vitals.decided(at: 0) == 0)
        #expect(vitals.medianNanoseconds(at: 0) == nil && vitals.percentApproved(at: 0) == nil)
    }

    @Test func countsTheLastHour() {
        var vitals = Vitals()
        vitals.arrived(3, at: 0)
        vitals.arrived(2, at: 1800 * Self.second)
        #expect(vitals.holdsAnHour(at: 3600 * Self.second) == 5)
        #expect(vitals.holdsAnHour(at: 3601 * Self.second) == 2)
    }

    @Test func tellsHowDecisionsWereMade() {
        var vitals = Vitals()
        for (took, isApproval) in [(1, true), (2, true), (9, false)] {
            let now = 100 * Self.second
            vitals.decided(
                isApproval: isApproval, shownAt: now - Int64(took) * Self.second, at: now)
        }
        let now = 101 * Self.second
        #expect(vitals.decided(at: now) == 3)
        #expect(vitals.medianNanoseconds(at: now) == 2 * Self.second)
        #expect(vitals.percentApproved(at: now) == 66)
        #expect(vitals.hasty(at: now) == 1, "two seconds are not under two seconds")
        #expect(vitals.decided(at: 3701 * Self.second) == 0)
    }

    @Test func isBounded() {
        var vitals = Vitals()
        vitals.arrived(1_000_000, at: 0)
        vitals.arrived(5, at: 1)
        #expect(vitals.holdsAnHour(at: 1) == 10_000)
    }
}
