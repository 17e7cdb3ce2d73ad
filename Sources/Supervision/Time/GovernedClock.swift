import Governance
import Transport

/// Governed time, from the machine's clocks.
///
/// Within a boot it follows the clock that runs through sleep and never goes back; over boots the
/// wall clock's step counts, never below zero (design section 4).
struct GovernedClock: Sendable {
    private let system = SystemClock()
    /// The moment of the reading that it went on from. The entry of the start bears this one: the
    /// next start counts from the pair, and what a start takes must not be counted twice.
    let start: Moment
    private let bootAtStart: UInt64

    /// Governed time goes on from what the trail knows.
    ///
    /// - Parameters:
    ///   - reading: the clocks now.
    ///   - last: the moment of the last entry, and the wall clock's nanoseconds then; nil for a
    ///     new trail.
    ///   - earlier: the start before this one, for a restart within the same boot.
    init(
        reading: ClockReading, last: (at: Moment, wallNanoseconds: Int64)?,
        earlier: SupervisorStarted?
    ) {
        bootAtStart = reading.bootNanoseconds
        guard let last else {
            start = .zero
            return
        }
        if let earlier, earlier.clock.boot == reading.boot,
            reading.bootNanoseconds >= earlier.clock.bootNanoseconds
        {
            let passed = reading.bootNanoseconds - earlier.clock.bootNanoseconds
            start = max(last.at, earlier.at.advanced(by: .nanoseconds(Int64(clamping: passed))))
        } else {
            let passed = max(0, reading.wallNanoseconds - last.wallNanoseconds)
            start = last.at.advanced(by: .nanoseconds(passed))
        }
    }

    /// The moment it is.
    var now: Moment { moment(boot: system.bootNanoseconds) }

    /// Nanoseconds since 1970 by the wall clock.
    var wall: Int64 { max(0, system.wallNanoseconds) }

    /// The boot clock's nanoseconds at a moment, for a timer of the loop.
    func boot(at moment: Moment) -> UInt64 {
        bootAtStart + UInt64(clamping: moment.nanoseconds - start.nanoseconds)
    }

    /// The wall clock's nanoseconds at a moment, as it stands now.
    func wall(at moment: Moment, now: Moment) -> Int64 {
        let (sum, overflow) = wall.addingReportingOverflow(moment.nanoseconds - now.nanoseconds)
        return overflow ? .max : max(0, sum)
    }

    /// The moment at which the boot clock shows so many nanoseconds.
    func moment(boot: UInt64) -> Moment {
        start.advanced(by: .nanoseconds(Int64(clamping: boot - min(boot, bootAtStart))))
    }
}
