import Query
import Testing

/// Which moments a time means.
struct FilterTimeTests {
    static let second: Int64 = 1_000_000_000
    /// 2026-11-21T00:00:00Z.
    static let midnight: Int64 = 1_795_219_200 * second
    static let day: Int64 = 86_400 * second

    private func takes(_ text: String, _ moment: Int64, now: Int64) throws -> Bool {
        try Filter(text).matches(SampleRecord(wallNanoseconds: moment), now: now)
    }

    @Test(arguments: [
        ("1970-01-01", 0), ("2000-02-29", 11_016), ("2024-12-31", 20_088), ("2026-11-21", 20_778),
        ("2100-03-01", 47_541), ("2261-12-31", 106_650),
    ])
    func aDateIsADay(_ date: String, _ days: Int64) throws {
        let start = days * Self.day
        #expect(try takes("time:\(date)", start, now: 0))
        #expect(try takes("time:\(date)", start + Self.day - 1, now: 0))
        #expect(try !takes("time:\(date)", start - 1, now: 0))
        #expect(try !takes("time:\(date)", start + Self.day, now: 0))
        #expect(try Filter("time:\(date)").expression.description == "time:\(date)")
    }

    /// A comparison is with all of the last unit that was written.
    @Test(arguments: [
        ("12:04", 43_440 * second, 60 * second), ("12:04:31", 43_471 * second, second),
        ("12:04:31.5", 43_471 * second + second / 2, second / 10),
        ("12:04:31.000000001", 43_471 * second + 1, 1),
        ("2026-11-21", 0, day), ("2026-11-21T12:04Z", 43_440 * second, 60 * second),
        ("2026-11-21T12:04:31Z", 43_471 * second, second),
    ])
    func comparisonsMeetAtTheEdges(_ time: String, _ offset: Int64, _ length: Int64) throws {
        let start = Self.midnight + offset
        let end = start + length
        let now = Self.midnight + Self.day - 1
        for (moment, isBefore, isAfter) in [
            (start - 1, true, false), (start, false, false), (end - 1, false, false),
            (end, false, true),
        ] {
            #expect(try takes("time<\(time)", moment, now: now) == isBefore)
            #expect(try takes("time>\(time)", moment, now: now) == isAfter)
            #expect(try takes("time<=\(time)", moment, now: now) == !isAfter)
            #expect(try takes("time>=\(time)", moment, now: now) == !isBefore)
            #expect(try takes("time:\(time)", moment, now: now) == (!isBefore && !isAfter))
        }
    }

    /// Without a date it is the last time that a clock showed it: right after midnight, yesterday.
    @Test func aClockLooksBack() throws {
        let late = Self.midnight - 600 * Self.second
        let now = Self.midnight + 300 * Self.second
        #expect(try takes("time>=23:50", late, now: now))
        #expect(try !takes("time>=23:50", late - 1, now: now))
        #expect(try takes("time:23:50", late, now: now))
        #expect(try takes("time>=00:05", now, now: now))
        #expect(try !takes("time>=00:05", now - 1, now: now))
        // One nanosecond earlier that minute has not begun today.
        #expect(try takes("time>=00:05", now - Self.day, now: now - 1))
    }

    @Test func spansCountFromNow() throws {
        let now = Self.midnight
        for (text, seconds) in [("45s", 45), ("10m", 600), ("2h", 7_200), ("1d", 86_400)] {
            let moment = now - Int64(seconds) * Self.second
            #expect(try takes("since:\(text)", moment, now: now))
            #expect(try !takes("since:\(text)", moment - 1, now: now))
            #expect(try takes("time>=-\(text)", moment, now: now))
            #expect(try !takes("time>-\(text)", moment, now: now))
            #expect(try takes("time<=-\(text)", moment, now: now))
            #expect(try !takes("time<-\(text)", moment, now: now))
        }
    }

    /// Moments at the ends of 64 bits neither trap nor turn round.
    @Test(arguments: [Int64.min, -1, 0, Int64.max])
    func theEndsOfTimeHold(_ now: Int64) throws {
        for text in ["since:106751d", "time>=12:04", "time<2261-12-31", "time<=23:59:59.999"] {
            for moment in [Int64.min, 0, Int64.max] { _ = try takes(text, moment, now: now) }
        }
        #expect(try takes("since:1s", Int64.max, now: now))
    }
}
