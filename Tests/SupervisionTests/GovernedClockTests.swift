import Testing

@testable import Governance
@testable import Supervision

/// How governed time goes on over a restart, whatever the wall clock did meanwhile.
@Suite struct GovernedClockTests {
    private static let second: Int64 = 1_000_000_000
    private static let hour = 3_600 * second
    private static let wall = 1_700_000_000 * second

    /// A supervisor started at 100 s of governed time and 50 s of boot; its last entry came 20 s
    /// later.
    private static let earlier = SupervisorStarted(
        at: moment(100), wasClean: true, orphans: [],
        clock: ClockReading(boot: "first", bootNanoseconds: boot(50), wallNanoseconds: wall))
    private static let last = (at: moment(120), wallNanoseconds: wall + 20 * second)

    private static func moment(_ seconds: Int64) -> Moment {
        Moment(nanoseconds: seconds * second)
    }
    private static func boot(_ seconds: UInt64) -> UInt64 { seconds * 1_000_000_000 }

    struct Restart: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var boot = "first"
        let bootSeconds: UInt64
        /// How far the wall clock is from its reading at the last entry.
        let wallStep: Int64
        let startsAt: Int64
    }

    static let restarts = [
        Restart(
            testDescription: "same boot, clocks agree", bootSeconds: 75, wallStep: 5 * second,
            startsAt: 125),
        Restart(
            testDescription: "same boot, wall an hour back", bootSeconds: 75, wallStep: -hour,
            startsAt: 125),
        Restart(
            testDescription: "same boot, wall an hour forward", bootSeconds: 75, wallStep: hour,
            startsAt: 125),
        Restart(
            testDescription: "same boot, an hour asleep counts", bootSeconds: 50 + 3_600,
            wallStep: 5 * second, startsAt: 3_700),
        Restart(
            testDescription: "never before the last entry", bootSeconds: 60, wallStep: 5 * second,
            startsAt: 120),
        Restart(
            testDescription: "a boot clock that went back is none", bootSeconds: 49,
            wallStep: 5 * second, startsAt: 125),
        Restart(
            testDescription: "new boot: the wall's step counts", boot: "second", bootSeconds: 3,
            wallStep: 5 * second, startsAt: 125),
        Restart(
            testDescription: "new boot, wall an hour back: no time passed", boot: "second",
            bootSeconds: 3_000, wallStep: -hour, startsAt: 120),
        Restart(
            testDescription: "new boot, wall at zero", boot: "second", bootSeconds: 3,
            wallStep: -wall - 20 * second, startsAt: 120),
    ]

    @Test("goes on over a restart", arguments: restarts)
    func goesOn(_ restart: Restart) {
        let reading = ClockReading(
            boot: restart.boot, bootNanoseconds: Self.boot(restart.bootSeconds),
            wallNanoseconds: Self.last.wallNanoseconds + restart.wallStep)
        let clock = GovernedClock(reading: reading, last: Self.last, earlier: Self.earlier)
        #expect(clock.moment(boot: reading.bootNanoseconds) == Self.moment(restart.startsAt))
    }

    @Test("begins at zero and follows the boot clock, never back")
    func beginsAtZero() {
        let reading = ClockReading(
            boot: "first", bootNanoseconds: Self.boot(50), wallNanoseconds: Self.wall)
        let clock = GovernedClock(reading: reading, last: nil, earlier: nil)
        #expect(clock.moment(boot: Self.boot(50)) == .zero)
        #expect(clock.moment(boot: Self.boot(57)) == Self.moment(7))
        #expect(clock.moment(boot: Self.boot(49)) == .zero)
        #expect(clock.moment(boot: .max) == Moment(nanoseconds: .max))
        #expect(clock.boot(at: Self.moment(7)) == Self.boot(57))
        #expect(clock.boot(at: Moment(nanoseconds: -5)) == Self.boot(50))
    }

    @Test("an hour's step of the wall clock refills no limit", arguments: [-hour, hour])
    func refillsNothing(step: Int64) {
        // A window of ten seconds that is full at the last entry is as full after the restart.
        var log: [Moment] = [Self.last.at]
        let reading = ClockReading(
            boot: "first", bootNanoseconds: Self.boot(72),
            wallNanoseconds: Self.last.wallNanoseconds + step)
        let clock = GovernedClock(reading: reading, last: Self.last, earlier: Self.earlier)
        let now = clock.moment(boot: reading.bootNanoseconds)
        log.removeAll { now.since($0) >= .seconds(10) }
        #expect(log == [Self.last.at])
        #expect(now.since(Self.last.at) == .seconds(2))
    }
}
