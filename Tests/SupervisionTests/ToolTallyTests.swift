import Governance
import Testing

@testable import Supervision

/// What is counted of a tool: minutes that pass, clocks that jump, and times in buckets.
@Suite struct ToolTallyTests {
    private static func at(_ seconds: Int64) -> Moment {
        Moment(nanoseconds: seconds * 1_000_000_000)
    }

    private static func calls(_ tally: ToolTally, at seconds: Int64) -> [UInt64] {
        tally.lately(at: at(seconds)).map(\.calls)
    }

    @Test func whatNobodyCalledIsEmpty() {
        let tally = ToolTally()
        #expect(Self.calls(tally, at: 7200) == Array(repeating: 0, count: 60))
        #expect(tally.p95(at: Self.at(7200)) == nil)
        #expect(tally.total == ToolCounts() && tally.lastCall == nil && tally.lastError == nil)
    }

    @Test func eachAnswerIsCountedAsWhatItIs() {
        var tally = ToolTally()
        tally.proposed(.allow, at: Self.at(10))
        tally.proposed(.hold, at: Self.at(11))
        tally.proposed(.deny, at: Self.at(12))
        tally.denied(at: Self.at(13))
        tally.ended(isError: false, took: 1_000_000, at: Self.at(14))
        tally.ended(isError: true, took: nil, at: Self.at(15))
        let counts = ToolCounts(calls: 3, held: 1, denied: 2, ended: 2, errors: 1)
        #expect(tally.total == counts)
        #expect(tally.lately(at: Self.at(15))[0] == counts)
        #expect(tally.lastCall == Self.at(12) && tally.lastError == Self.at(15))
    }

    /// A minute ends, and others without calls pass, with and without a look in between.
    @Test func minutesAreLeftBehind() {
        var tally = ToolTally()
        tally.proposed(.allow, at: Self.at(59))
        tally.proposed(.allow, at: Self.at(60))
        tally.proposed(.allow, at: Self.at(61))
        #expect(Self.calls(tally, at: 61).prefix(3) == [2, 1, 0])
        #expect(Self.calls(tally, at: 180).prefix(4) == [0, 0, 2, 1])
        tally.proposed(.allow, at: Self.at(60 * 59))
        #expect(Self.calls(tally, at: 60 * 59)[58...59] == [2, 1])
        tally.proposed(.allow, at: Self.at(60 * 60))
        #expect(Self.calls(tally, at: 60 * 60).reduce(0, +) == 4, "the minute of 59 s is over")
        #expect(tally.total.calls == 5)
    }

    @Test(arguments: [60 * 60, 60 * 61, 60 * 119, 60 * 60 * 24 * 400] as [Int64])
    func aJumpForwardLeavesNothingOfBefore(_ later: Int64) {
        var tally = ToolTally()
        for second in 0..<3600 { tally.proposed(.allow, at: Self.at(Int64(second))) }
        #expect(Self.calls(tally, at: 3599) == Array(repeating: 60, count: 60))
        #expect(Self.calls(tally, at: 3599 + later).allSatisfy { $0 == 0 })
        tally.proposed(.deny, at: Self.at(3599 + later))
        #expect(Self.calls(tally, at: 3599 + later) == [1] + Array(repeating: 0, count: 59))
        #expect(tally.total.calls == 3601)
    }

    /// The governed clock does not go back; one that did would count into the newest minute.
    @Test func aJumpBackCountsNothingInTheFuture() {
        var tally = ToolTally()
        tally.proposed(.allow, at: Self.at(600))
        tally.proposed(.allow, at: Self.at(0))
        #expect(Self.calls(tally, at: 0)[0] == 2 && Self.calls(tally, at: 600)[0] == 2)
        #expect(Self.calls(tally, at: 600).reduce(0, +) == 2)
    }

    /// Against counting by hand, over random gaps.
    @Test(arguments: 0..<20 as Range<UInt64>) func minutesAreThoseOfAPlainCount(_ seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        var tally = ToolTally()
        var seen: [Int64] = []
        var second: Int64 = 0
        for _ in 0..<500 {
            second += Int64.random(in: 0...(Bool.random(using: &random) ? 5 : 400), using: &random)
            tally.proposed(.allow, at: Self.at(second))
            seen.append(second / 60)
            let now = second + Int64.random(in: 0...600, using: &random)
            let expected = (0..<60).map { ago in
                UInt64(seen.count { $0 == now / 60 - Int64(ago) })
            }
            #expect(Self.calls(tally, at: now) == expected, "seed \(seed)")
        }
    }

    /// Never less than the sorted times say, and at most an eighth more.
    @Test(arguments: 0..<50 as Range<UInt64>) func p95IsThatOfTheSortedTimes(_ seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        var tally = ToolTally()
        let times = (0..<Int.random(in: 1...2000, using: &random)).map { _ -> Int64 in
            Int64(1) << Int64.random(in: 10...39, using: &random)
                + Int64.random(in: 0...1 << 30, using: &random)
        }
        for time in times { tally.ended(isError: false, took: time, at: Self.at(1)) }
        let exact = times.sorted()[(times.count * 95 + 99) / 100 - 1]
        let found = tally.p95(at: Self.at(1)) ?? 0
        #expect(found >= exact && found - exact <= exact / 8, "seed \(seed): \(found), \(exact)")
    }

    @Test(arguments: [
        (Int64(-5), Int64(1023)), (0, 1023), (1023, 1023), (1024, 1151), (1151, 1151),
        (1152, 1279), (.max, (Int64(1) << 40) - 1),
    ])
    func aTimeIsReadAsTheEndOfItsBucket(_ took: Int64, _ end: Int64) {
        var tally = ToolTally()
        tally.ended(isError: false, took: took, at: Self.at(0))
        #expect(tally.p95(at: Self.at(0)) == end)
    }

    /// Times are of this half hour and the one before.
    @Test func timesAreForgotten() {
        var tally = ToolTally()
        tally.ended(isError: false, took: 1 << 20, at: Self.at(0))
        #expect(tally.p95(at: Self.at(3599)) != nil)
        #expect(tally.p95(at: Self.at(3600)) == nil)
        tally.ended(isError: false, took: 1 << 30, at: Self.at(1800))
        tally.ended(isError: false, took: 1 << 20, at: Self.at(3600))
        let slow = tally.p95(at: Self.at(3600)) ?? 0
        #expect(slow >= 1 << 30, "the slow one is of the half hour before")
        tally.ended(isError: false, took: 1 << 20, at: Self.at(5400))
        #expect((tally.p95(at: Self.at(5400)) ?? 0) < 1 << 21)
    }
}

/// Tools by the policy in force.
@Suite struct ToolTalliesTests {
    private static func name(_ tool: String) -> ToolName {
        ToolName(server: ServerName("s"), tool: tool)
    }

    private static func policy(_ tools: [String]) -> Policy {
        Policy(
            digest: .zero, host: HostLabel(label: "x", colour: .calm),
            tools: Dictionary(
                uniqueKeysWithValues: tools.map {
                    (name($0), ToolPolicy(name: name($0), tier: .low, line: 1))
                }))
    }

    /// Another policy keeps the numbers of the tools that it has too, wherever they stand in it.
    @Test func numbersFollowTheirTool() throws {
        var tallies = ToolTallies(Self.policy(["b", "d"]))
        tallies.proposed(tallies.place(of: Self.name("d")), .allow, at: .zero)
        tallies.proposed(tallies.place(of: Self.name("b")), .deny, at: .zero)
        tallies.proposed(tallies.place(of: Self.name("c")), .deny, at: .zero)
        #expect(tallies.strangers == 1)
        tallies.follow(Self.policy(["a", "c", "d"]))
        #expect(tallies.names == ["a", "c", "d"].map(Self.name))
        #expect(tallies.place(of: Self.name("b")) == nil)
        let place = try #require(tallies.place(of: Self.name("d")))
        #expect(place == 2 && tallies[place].total == ToolCounts(calls: 1))
        #expect(tallies[0].total == ToolCounts() && tallies[1].total == ToolCounts())
        tallies.follow(Self.policy(["b"]))
        #expect(tallies[0].total == ToolCounts(), "what a policy left out begins anew")
    }

    @Test func placesAreFoundByName() {
        let tallies = ToolTallies(Self.policy(["b", "d", "f"]))
        let places = ["a", "b", "c", "d", "f", "g"].map { tallies.firstPlace(from: Self.name($0)) }
        #expect(places == [0, 0, 1, 1, 2, 3])
    }
}

/// Numbers that a seed gives, the same on every machine: SplitMix64.
private struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
