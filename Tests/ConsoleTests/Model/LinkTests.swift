import Control
import Governance
import Testing

@testable import Console

/// How true the screen is.
@Suite struct LinkTests {
    private static let second: Int64 = 1_000_000_000

    private static func link() -> Link {
        var link = Link()
        link.connected(at: 0)
        link.gotSnapshot()
        link.heard(clock: Sample.wall(0), at: 0)
        return link
    }

    static let silences: [(Int64, Link.Freshness)] = [
        (0, .live), (1500, .live), (1501, .lagging), (5000, .lagging), (5001, .notLive),
    ]

    @Test(arguments: silences) func silence(milliseconds: Int64, freshness: Link.Freshness) {
        #expect(Self.link().freshness(at: milliseconds * 1_000_000) == freshness)
    }

    @Test func isNotLiveBeforeTheSnapshot() {
        var link = Link()
        #expect(link.freshness(at: 0) == .notLive)
        link.connected(at: 0)
        #expect(link.freshness(at: 0) == .notLive)
        link.gotSnapshot()
        #expect(link.freshness(at: 0) == .live)
        link.connected(at: 1)
        #expect(link.freshness(at: 1) == .notLive, "each connection brings its own")
    }

    @Test func aLostLineIsNotLive() {
        var link = Self.link()
        link.lost(why: "closed", retryAt: 9)
        #expect(link.freshness(at: 0) == .notLive)
        #expect(link.supervisorClock(at: 0) == nil)
        #expect(link.lastClock == Sample.wall(0))
        #expect(link.attempts == 1)
    }

    @Test func afterSleepNothingIsBelieved() {
        var link = Self.link()
        link.distrust()
        #expect(link.freshness(at: 0) == .notLive)
        link.heard(clock: Sample.wall(0), at: 1)
        #expect(link.freshness(at: 1) == .notLive, "a word is not a picture")
        link.gotSnapshot()
        #expect(link.freshness(at: 1) == .live)
    }

    static let behind: [(Int64, Link.Freshness)] = [
        (0, .live), (2_000, .live), (2_001, .lagging), (9_000, .lagging),
    ]

    /// Entries that were recorded a while ago make a screen that lags, however lively they come.
    @Test(arguments: behind) func whatIsBehindLags(milliseconds: Int64, freshness: Link.Freshness) {
        var link = Self.link()
        link.heard(clock: Sample.wall(10 * Self.second), at: 1)
        link.heard(entryOf: Sample.wall(10 * Self.second - milliseconds * 1_000_000), at: 1)
        #expect(link.freshness(at: 1) == freshness)
        link.gotSnapshot()
        #expect(link.freshness(at: 1) == .live, "the picture is of now")
    }

    @Test func whatFellBehindLagsUntilThePicture() {
        var link = Self.link()
        link.fellBehind()
        #expect(link.freshness(at: 0) == .lagging)
        link.heard(clock: Sample.wall(1), at: 1)
        #expect(link.freshness(at: 1) == .lagging, "a beat says nothing of what is missing")
        link.gotSnapshot()
        #expect(link.freshness(at: 1) == .live)
    }

    /// The supervisor's clock is read anew from each beat, wherever it stepped.
    @Test func aClockThatStepsIsFollowed() {
        var link = Self.link()
        #expect(link.supervisorClock(at: Self.second) == Sample.wall(Self.second))
        link.heard(clock: Sample.wall(-3600 * Self.second), at: Self.second)
        #expect(link.supervisorClock(at: 2 * Self.second) == Sample.wall(-3599 * Self.second))
        link.heard(at: 2 * Self.second)
        #expect(link.lastClock == Sample.wall(-3600 * Self.second), "no clock was told")
    }
}
