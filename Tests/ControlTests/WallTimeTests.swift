import Control
import Testing

@Suite struct WallTimeTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
            (1_795_255_200_000_000_000, "2026-11-21T10:00:00Z"),
            (951_782_399_999_999_999, "2000-02-28T23:59:59Z"),
            (951_868_799_000_000_000, "2000-02-29T23:59:59Z"),
            (4_107_542_400_000_000_000, "2100-03-01T00:00:00Z"),
            (Int64.max, "2262-04-11T23:47:16Z"), (Int64.min, "1677-09-21T00:12:43Z"),
        ] as [(Int64, String)]) func textIsUTC(_ nanoseconds: Int64, _ text: String)
    {
        #expect(WallTime(nanoseconds: nanoseconds).description == text)
    }

    @Test func differencesStayInRange() {
        let first = WallTime(nanoseconds: .min)
        let last = WallTime(nanoseconds: .max)
        #expect(first.nanoseconds(until: last) == .max)
        #expect(last.nanoseconds(until: first) == .min)
    }
}
