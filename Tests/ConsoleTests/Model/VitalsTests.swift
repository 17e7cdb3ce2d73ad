import Governance
import Testing

@testable import Console

/// How the person at this console decides.
@Suite struct VitalsTests {
    private static let second: Int64 = 1_000_000_000
    private static let bot = AgentName("billing-bot")

    @Test func isEmptyAtFirst() {
        let vitals = Vitals()
        #expect(vitals.holdsAnHour(at: 0) == 0 && vitals.decided(at: 0) == 0)
        #expect(vitals.medianNanoseconds(at: 0) == nil && vitals.percentApproved(at: 0) == nil)
    }

    @Test func countsTheLastHour() {
        var vitals = Vitals()
        for _ in 0..<3 { vitals.arrived(Self.bot, at: 0) }
        for _ in 0..<2 { vitals.arrived(AgentName("etl"), at: 1800 * Self.second) }
        #expect(vitals.holdsOfAgents(at: 1800 * Self.second) == [Self.bot: 3, AgentName("etl"): 2])
        #expect(vitals.holdsOfAgents(at: 3601 * Self.second) == [AgentName("etl"): 2])
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
        for number in 0..<10_005 { vitals.arrived(Self.bot, at: Int64(number / 10_000)) }
        #expect(vitals.holdsAnHour(at: 1) == 10_000)
    }
}
