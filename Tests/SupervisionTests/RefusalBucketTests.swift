import Governance
import Testing

@testable import Supervision

/// How much of an agent's asking may be refused before it is read from later.
@Suite struct RefusalBucketTests {
    private static let second: UInt64 = 1_000_000_000
    private static let hour = 3_600 * second
    private static let size = Int(RefusalBucket.size)
    private static let perSecond = Int(second / RefusalBucket.spacing)

    private static func letsGo(_ bucket: inout RefusalBucket, at boot: UInt64) -> Bool {
        bucket.letGo(at: boot)
    }

    private static func letGo(_ buckets: inout RefusalBuckets, at boot: UInt64) -> [AgentName] {
        buckets.letGo(at: boot)
    }

    /// A bucket out of which so many were taken at once, and what came of the last.
    private static func taken(
        _ count: Int, at boot: UInt64
    ) -> (RefusalBucket, RefusalBucket.HoldingBack?) {
        var bucket = RefusalBucket()
        var last: RefusalBucket.HoldingBack?
        for _ in 0..<count { last = bucket.charge(entries: 1, bytes: 0, at: boot) }
        return (bucket, last)
    }

    @Test("a full bucket is what may be refused at once, and one more is too much")
    func size() {
        var (bucket, last) = Self.taken(Self.size, at: 7)
        #expect(last == nil && !bucket.isHeldBack)
        #expect(bucket.stretch(at: 7) == nil, "nobody was held back")
        let next = bucket.charge(entries: 1, bytes: 0, at: 7)
        #expect(next == .begins && bucket.isHeldBack)
        let again = bucket.charge(entries: 1, bytes: 0, at: 7)
        #expect(again == nil, "it is held back already")
    }

    @Test(
        "a flood makes as many entries as refill, and the bucket once",
        arguments: [UInt64(0), 5 * hour], [1, 3, 60])
    func flood(_ begin: UInt64, seconds: Int) {
        var bucket = RefusalBucket()
        var now = begin
        var entries = 0
        var told = 0
        // A thousand tries a second, as long as it is read from.
        for _ in 0..<(seconds * 1_000) {
            if bucket.isHeldBack { _ = bucket.letGo(at: now) }
            if !bucket.isHeldBack {
                entries += 1
                told += bucket.charge(entries: 1, bytes: 0, at: now) == .begins ? 1 : 0
            }
            now += Self.second / 1_000
        }
        let bound = Self.size + seconds * Self.perSecond + 1
        #expect(entries <= bound)
        #expect(entries > bound - 2 * Int(RefusalBucket.rest) || seconds < 4)
        #expect(told == (seconds * 1_000 > Self.size ? 1 : 0), "once for the whole stretch")
    }

    @Test("who has less refused than refills is never held back")
    func below() {
        var bucket = RefusalBucket()
        var now: UInt64 = 9
        for _ in 0..<10_000 {
            let holding = bucket.charge(entries: 1, bytes: 0, at: now)
            #expect(holding == nil)
            now += RefusalBucket.spacing
        }
    }

    @Test("what is kept of a request counts, up to what is kept at all")
    func bytes() {
        var short = RefusalBucket()
        var long = RefusalBucket()
        var longest = RefusalBucket()
        _ = short.charge(entries: 1, bytes: RefusalBucket.bytesOfEntry - 1, at: 0)
        #expect(short.isFull(at: RefusalBucket.spacing))
        _ = long.charge(entries: 1, bytes: 10 * RefusalBucket.bytesOfEntry, at: 0)
        #expect(!long.isFull(at: 11 * RefusalBucket.spacing - 1))
        #expect(long.isFull(at: 11 * RefusalBucket.spacing))
        _ = longest.charge(entries: 1, bytes: .max, at: 0)
        let most = UInt64(1 + RefusalBucket.bytesKept / RefusalBucket.bytesOfEntry)
        #expect(!longest.isFull(at: most * RefusalBucket.spacing - 1))
        #expect(longest.isFull(at: most * RefusalBucket.spacing))
    }

    @Test("it goes on when enough refilled, and the wait says when")
    func letsGo() {
        var (bucket, _) = Self.taken(Self.size + 1, at: 100)
        let wait = bucket.wait
        #expect(wait == (RefusalBucket.rest + 1) * RefusalBucket.spacing)
        #expect(!Self.letsGo(&bucket, at: 100 + wait - 1))
        #expect(bucket.isHeldBack && bucket.wait == 1)
        #expect(Self.letsGo(&bucket, at: 100 + wait))
        #expect(!bucket.isHeldBack)
        #expect(!Self.letsGo(&bucket, at: 100 + wait), "it was let go")
        let (next, _) = (0...Self.size).reduce((nil as RefusalBucket.HoldingBack?, 0)) { last, _ in
            (bucket.charge(entries: 1, bytes: 0, at: 100 + wait) ?? last.0, 0)
        }
        #expect(next == .again, "the same stretch")
    }

    @Test("a stretch ends when the bucket is full again, held back or not")
    func stretch() {
        var (bucket, last) = Self.taken(Self.size + 1, at: Self.second)
        #expect(last == .begins)
        let full = Self.second + (RefusalBucket.size + 1) * RefusalBucket.spacing
        #expect(
            bucket.stretch(at: full - 1)
                == RefusalBucket.Stretch(since: Self.second, refusals: Self.size + 1))
        #expect(bucket.stretch(at: full) == nil)
        #expect(Self.letsGo(&bucket, at: full))
        var begun: RefusalBucket.HoldingBack?
        for _ in 0...Self.size {
            begun = bucket.charge(entries: 1, bytes: 0, at: 2 * full) ?? begun
        }
        #expect(begun == .begins)
        #expect(bucket.stretch(at: 2 * full)?.since == 2 * full)
        #expect(bucket.stretch(at: 2 * full)?.refusals == Self.size + 1)
    }

    @Test("a clock that steps back refills nothing, and goes on from there")
    func back() {
        var (bucket, _) = Self.taken(Self.size + 1, at: Self.hour)
        #expect(!Self.letsGo(&bucket, at: 1))
        let (held, wait) = (bucket.isHeldBack, bucket.wait)
        #expect(held && wait == (RefusalBucket.rest + 1) * RefusalBucket.spacing)
        #expect(bucket.stretch(at: 0) != nil)
        #expect(Self.letsGo(&bucket, at: 1 + wait))
    }

    @Test("a clock that steps forward refills one bucket and no more")
    func forward() {
        var (bucket, _) = Self.taken(Self.size + 1, at: 0)
        #expect(Self.letsGo(&bucket, at: Self.hour))
        var last: RefusalBucket.HoldingBack?
        for _ in 0..<Self.size { last = bucket.charge(entries: 1, bytes: 0, at: Self.hour) }
        #expect(last == nil)
        last = bucket.charge(entries: 1, bytes: 0, at: Self.hour)
        #expect(last == .begins)
    }

    @Test(
        "refusals a second, over all that came since the first",
        arguments: [
            (UInt64(0), 201, 201), (second / 2, 201, 201), (second, 201, 201),
            (4 * second, 400, 100), (100 * second, 5_200, 52),
        ])
    func rate(_ after: UInt64, refusals: Int, perSecond: Int) {
        let stretch = RefusalBucket.Stretch(since: 5, refusals: refusals)
        #expect(stretch.perSecond(at: 5 + after) == perSecond)
        #expect(stretch.perSecond(at: 0) == refusals, "before it began")
    }

    @Test("each agent has its own, whatever its connections")
    func agents() {
        let (ada, bob) = (AgentName("ada"), AgentName("bob"))
        var buckets = RefusalBuckets()
        for _ in 0...Self.size { _ = buckets.charge(ada, entries: 1, bytes: 0, at: 0) }
        let other = buckets.charge(bob, entries: 1, bytes: 0, at: 0)
        #expect(other == nil && buckets.isHeldBack(ada) && !buckets.isHeldBack(bob))
        #expect(buckets.stretches(at: 0).keys.sorted() == [ada])
        let wait = (RefusalBucket.rest + 1) * RefusalBucket.spacing
        #expect(buckets.next == wait)
        #expect(Self.letGo(&buckets, at: wait - 1) == [])
        #expect(Self.letGo(&buckets, at: wait) == [ada])
        #expect(buckets.next == nil, "nobody waits: no timer")
    }

    @Test("who goes on over it by coming and going is not let in, until it refilled")
    func exhausted() {
        let ada = AgentName("ada")
        var buckets = RefusalBuckets()
        let most = Int(RefusalBucket.size + RefusalBucket.excess)
        _ = buckets.charge(ada, entries: most, bytes: 0, at: 0)
        #expect(buckets.isHeldBack(ada) && !buckets.isExhausted(ada, at: 0))
        _ = buckets.charge(ada, entries: 1, bytes: 0, at: 0)
        #expect(buckets.isExhausted(ada, at: 0))
        #expect(!buckets.isExhausted(ada, at: RefusalBucket.spacing))
        buckets.letAllGo()
        #expect(!buckets.isHeldBack(ada) && buckets.next == nil)
    }
}
