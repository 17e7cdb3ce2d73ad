import Control
import Query
import SafeText
import Testing

@testable import Console

/// The live view as a person sees it.
@Suite struct TailTests {
    private static func tail(_ numbers: Range<UInt64>, limit: Int = Tail.limit) -> Tail {
        var tail = Tail(limit: limit, byteLimit: Tail.byteLimit)
        tail.miss(until: numbers.lowerBound)
        tail.append(SampleEntries.rows(numbers), clock: 0, at: 0)
        return tail
    }

    private static func visible(_ tail: Tail, _ room: Int) -> [TailPlace] {
        tail.visible(room).map { tail[$0].place }
    }

    /// Whatever comes, is missed, read or forgotten: a view that stands still does not move.
    @Test(arguments: 1..<9) func aStillViewNeverJumps(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let room = 17
        var tail = Self.tail(1_000..<1_300, limit: 600)
        var next: UInt64 = 1_300
        for step in 0..<120 {
            if random.below(4) == 0 { tail.move(by: random.below(61) - 40) }
            tail.pause()
            tail.reveal(in: room)
            let before = Self.visible(tail, room)
            switch random.below(4) {
            case 0:
                next += UInt64(random.below(50))
                tail.miss(until: next)
            case 1:
                let low = tail.older
                let rows = SampleEntries.rows((low - min(low, 40))..<low)
                _ = tail.read(rows, before: low, isMissed: false, clock: 0)
            default:
                let new = UInt64(random.below(30))
                tail.append(SampleEntries.rows(next..<(next + new)), clock: 0, at: 0)
                next += new
            }
            tail.reveal(in: room)
            let after = Self.visible(tail, room)
            #expect(
                after.starts(with: before),
                "seed \(seed), step \(step): \(before.first as Any) became \(after.first as Any)")
        }
    }

    @Test func followingShowsTheNewest() {
        var tail = Self.tail(0..<50)
        tail.reveal(in: 10)
        #expect(tail.visible(10) == 40..<50)
        tail.move(by: -20)
        tail.reveal(in: 10)
        #expect(tail.new == 20 && tail.visible(10).lowerBound == 24)
        tail.follow()
        #expect(tail.visible(10) == 40..<50 && tail.new == 0)
    }

    @Test func asksForOlderOnesOnlyAtTheTop() {
        var tail = Self.tail(500..<560)
        tail.move(by: -1)
        tail.reveal(in: 10)
        #expect(tail.wanted(upwards: true, room: 10) == nil)
        tail.move(by: -100)
        tail.reveal(in: 10)
        #expect(tail.wanted(upwards: true, room: 10) == 500)
        #expect(tail.wanted(upwards: false, room: 10) == nil)
        _ = tail.read(SampleEntries.rows(0..<500), before: 500, isMissed: false, clock: 0)
        tail.move(by: -1_000)
        tail.reveal(in: 10)
        #expect(tail.wanted(upwards: true, room: 10) == nil, "there is nothing before 0")
    }

    /// Upwards into a stretch its end is read, downwards into a hole its beginning.
    @Test func asksForWhatTheCursorComesTo() {
        var tail = Self.tail(0..<10)
        tail.miss(until: 2_000)
        tail.append(SampleEntries.rows(2_000..<2_005), clock: 0, at: 0)
        tail.move(by: -5)
        #expect(tail.selected?.gap?.missed == 1_990)
        #expect(tail.wanted(upwards: true, room: 10) == 2_000)
        #expect(tail.wanted(upwards: false, room: 10) == 2_000)
        #expect(tail.missedEnd == 2_000 && tail.missed == 1_990)
    }

    @Test func aFilterAppliesToWhatIsRead() throws {
        var tail = Self.tail(700..<710)
        tail.show(try Filter("agent:billing-bot decision:deny"), clock: 0)
        #expect(tail.count == 0 && tail.older == 700)
        let shown = tail.read(
            SampleEntries.rows(600..<700), before: 700, isMissed: false, clock: 0)
        let expected = (600..<700).filter { $0 % 21 == 0 }
        #expect(shown == expected.count)
        #expect((0..<tail.count).compactMap { tail[$0].row?.sequence } == expected.map(UInt64.init))
        // Without it, what was never shown is not taken for read.
        tail.show(nil, clock: 0)
        #expect(tail.older == 700 && tail.count == 10)
    }

    @Test func theCursorIsFoundAgainWithoutTheFilter() throws {
        var tail = Self.tail(700..<710)
        tail.show(try Filter("decision:deny"), clock: 0)
        tail.pause()
        _ = tail.read(SampleEntries.rows(0..<700), before: 700, isMissed: false, clock: 0)
        tail.move(by: -50)
        let cursor = try #require(tail.cursor)
        tail.show(nil, clock: 0)
        #expect(tail.cursor == cursor)
        let end = try #require(tail.strayed)
        #expect(end > cursor.sequence && end < 700)
        _ = tail.read(SampleEntries.rows((end - 256)..<end), before: end, isMissed: false, clock: 0)
        #expect(tail.strayed == nil && tail.selected?.place == cursor)
        #expect(
            tail[tail.index(of: TailPlace(sequence: end, isEntry: false))].gap?.unread == end..<700)
    }

    // MARK: folding

    @Test func onlyWhatRanIsFolded() {
        var tail = Tail()
        tail.append(SampleEntries.rows(0..<5_000), clock: 0, at: 0)
        let fold = TailFold(tail, room: 17)
        #expect(fold.lines.count == 17)
        #expect(fold.lines.allSatisfy { $0.count == 1 || $0.item.row?.weight == .calm })
        let numbers = fold.lines.map(\.item.place)
        #expect(numbers == numbers.sorted() && numbers.last?.sequence == 4_999)
        // Two a stretch of 250 ms at most are of one agent here: every refusal of that time is a line.
        let first = fold.lines[0].item.place.sequence
        let refused = (first..<5_000).filter { $0 % 7 == 0 }.count
        #expect(fold.lines.count { $0.item.row?.weight == .denied } == refused)
        let told = fold.lines.reduce(0) { $0 + $1.count }
        #expect(told == 17 + fold.folded)
    }

    /// A flood of one agent: what is alike within a quarter of a second is one row.
    @Test func aFloodIsTold() {
        let rows = (1..<2_000).map { number -> TailRow in
            var memory = EntryMemory()
            var entry = SampleEntries.entry(UInt64(number) * 7 + 1, agent: "triage")
            entry.sequence = UInt64(number)
            entry.time = Sample.wall(Int64(number) * 1_000_000)
            return TailRow(entry, &memory)
        }
        var tail = Tail()
        tail.append(rows, clock: 0, at: 0)
        let fold = TailFold(tail, room: 8)
        #expect(fold.lines.map(\.count) == [249, 250, 250, 250, 250, 250, 250, 250])
        #expect(fold.folded == 1_991)
    }
}
