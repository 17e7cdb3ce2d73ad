import Glibc

/// A moment until which something may take, on the clock that never steps.
struct Deadline {
    private let nanoseconds: Int64

    /// So many milliseconds from now.
    static func after(milliseconds: Int64) -> Deadline {
        Deadline(nanoseconds: now + milliseconds * 1_000_000)
    }

    /// What is left of it, for `poll`; zero when it has passed.
    var milliseconds: Int32 {
        let left = (nanoseconds - Self.now + 999_999) / 1_000_000
        return Int32(clamping: max(0, left))
    }

    private static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
