import Glibc

/// One `write` a line, so that `strace` sees each acknowledgement in its place.
enum Output {
    static func line(_ text: String, to descriptor: Int32 = 1) {
        let bytes = Array((text + "\n").utf8)
        _ = write(descriptor, bytes, bytes.count)
    }

    /// Processor time of this process in microseconds.
    static var processorMicroseconds: Double {
        var usage = rusage()
        // RUSAGE_SELF; Swift sees another type for the constant.
        getrusage(0, &usage)
        let user = Double(usage.ru_utime.tv_sec) * 1e6 + Double(usage.ru_utime.tv_usec)
        return user + Double(usage.ru_stime.tv_sec) * 1e6 + Double(usage.ru_stime.tv_usec)
    }

    static var wallNanoseconds: Int64 { nanoseconds(CLOCK_REALTIME) }

    static var monotonicNanoseconds: Int64 { nanoseconds(CLOCK_MONOTONIC) }

    private static func nanoseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
