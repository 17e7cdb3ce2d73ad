import Glibc

/// The clock that the console's times are taken from: it runs through sleep and never goes back.
package enum Clock {
    /// Nanoseconds since the boot.
    package static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
