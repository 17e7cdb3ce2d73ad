import Governance
import Transport

/// The machine's clocks and ids, read at the rim.
enum SystemReading {
    private static let clock = SystemClock()

    /// Nanoseconds since the boot, time asleep counted.
    static var bootNanoseconds: UInt64 { clock.bootNanoseconds }

    /// All clocks at one instant.
    static func now() throws(TransportError) -> ClockReading {
        ClockReading(
            boot: try SystemClock.bootIdentifier(), bootNanoseconds: clock.bootNanoseconds,
            wallNanoseconds: max(0, clock.wallNanoseconds))
    }
}
