/// How long calls took, in buckets whose width grows with the time: eight to each doubling, so that
/// what is read from them is at most an eighth too much, from a microsecond to twenty minutes.
struct TimeHistogram: Hashable, Sendable {
    /// Below 2^10 ns, about a microsecond, times are not told apart.
    private static let least = 10
    /// Buckets for each doubling: 2^3.
    private static let finer = 3
    /// Doublings from the least on: the last ends at 2^40 ns, beyond the time any call may take.
    private static let doublings = 30
    private static let bucketCount = 1 + doublings << finer

    /// Empty until the first time is counted: most tools of a large policy are seldom called.
    private var buckets: [UInt32] = []
    private(set) var count: UInt64 = 0

    mutating func count(_ nanoseconds: Int64) {
        if buckets.isEmpty { buckets = Array(repeating: 0, count: Self.bucketCount) }
        buckets[Self.bucket(of: nanoseconds)] &+= 1
        count += 1
    }

    /// Forgets all; what it lies in stays.
    mutating func clear() {
        guard count > 0 else { return }
        for index in buckets.indices { buckets[index] = 0 }
        count = 0
    }

    /// What so many of 100 of the times of both histograms do not exceed: the upper end of the bucket
    /// in which the last of them lies. Nil where nothing was counted.
    static func percentile(_ percent: UInt64, of one: Self, and other: Self) -> Int64? {
        let count = one.count + other.count
        guard count > 0 else { return nil }
        let wanted = (count * percent + 99) / 100
        var seen: UInt64 = 0
        for index in 0..<bucketCount {
            if !one.buckets.isEmpty { seen += UInt64(one.buckets[index]) }
            if !other.buckets.isEmpty { seen += UInt64(other.buckets[index]) }
            if seen >= wanted { return end(of: index) }
        }
        return end(of: bucketCount - 1)
    }

    private static func bucket(of nanoseconds: Int64) -> Int {
        let time = UInt64(max(0, nanoseconds))
        guard time >= 1 << least else { return 0 }
        let doubling = 63 - time.leadingZeroBitCount
        guard doubling < least + doublings else { return bucketCount - 1 }
        let part = Int(time >> (doubling - finer)) & (1 << finer - 1)
        return 1 + (doubling - least) << finer + part
    }

    /// The longest time of a bucket.
    private static func end(of bucket: Int) -> Int64 {
        guard bucket > 0 else { return 1 << least - 1 }
        let (doubling, part) = ((bucket - 1) >> finer, (bucket - 1) & (1 << finer - 1))
        let width = Int64(1) << (least + doubling - finer)
        return Int64(1) << (least + doubling) + Int64(part + 1) * width - 1
    }
}
