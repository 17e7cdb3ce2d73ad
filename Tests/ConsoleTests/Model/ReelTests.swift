import Control
import Query
import SafeText
import Testing

@testable import Console

/// A piece of the trail in memory, against the trail itself: whatever came, was missed, was read and was
/// forgotten, the rows are exactly what the trail holds, in order, but for stretches that say so.
@Suite struct ReelTests {
    private static let limit = 600

    private static func row(_ number: UInt64) -> TailRow {
        let isRefused = number % 3 == 0
        let kind = isRefused ? "call.refused" : "call.admitted"
        return TailRow(
            Sample.record(number, kind: kind), time: Sample.wall(Int64(number)), kind: kind,
            word: "X", about: "x", weight: isRefused ? .denied : .calm, call: number)
    }

    private static let rows = (0..<9_000).map { row(UInt64($0)) }
    private static let refused = rows.map { $0.weight == .denied }

    private static func page(before end: UInt64, _ random: inout SeededRandom) -> [TailRow] {
        let count = min(end, UInt64(1 + random.below(256)))
        return Array(rows[Int(end - count)..<Int(end)])
    }

    /// What is wrong with it; nil where nothing is.
    private static func fault(of reel: Reel) -> String? {
        guard let next = reel.next else { return reel.items.isEmpty ? nil : "rows of nothing" }
        var place = reel.low
        func isLost(_ numbers: Range<UInt64>) -> Bool {
            reel.filter == nil ? !numbers.isEmpty : numbers.contains { refused[Int($0)] }
        }
        for (index, item) in reel.items.enumerated() {
            if index > 0, reel.items[index - 1].place >= item.place {
                return "order at \(item.place)"
            }
            guard item.place.sequence >= place else { return "twice: \(item.place)" }
            guard !isLost(place..<item.place.sequence) else { return "lost before \(item.place)" }
            switch item {
            case .entry(let row):
                guard row.sequence == row.record.sequence else {
                    return "another row \(row.sequence)"
                }
                if reel.filter != nil, !refused[Int(row.sequence)] { return "unwanted \(row)" }
                place = row.sequence + 1
            case .gap(let gap):
                guard gap.missed > 0 || !gap.unread.isEmpty else { return "an empty stretch" }
                guard gap.start <= gap.unread.lowerBound else { return "unread before its start" }
                place = max(place, gap.unread.isEmpty ? gap.start : gap.unread.upperBound)
            }
        }
        if isLost(place..<next) { return "lost at the end, \(place)..<\(next)" }
        let bytes = reel.items.reduce(0) { $0 + $1.bytes }
        return bytes == reel.bytes ? nil : "counts \(reel.bytes) bytes, has \(bytes)"
    }

    @Test(arguments: [false, true], 1..<5)
    func holdsWhatTheTrailHolds(isFiltered: Bool, seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let filter = isFiltered ? try Filter("decision:deny") : nil
        var reel = Reel(filter: filter, limit: Self.limit)
        var next = UInt64(2_000)
        var cursor: TailPlace?
        reel.miss(until: next)
        for step in 0..<300 where next + 60 < UInt64(Self.rows.count) {
            switch random.below(10) {
            case 0...3:
                for _ in 0..<random.below(40) {
                    reel.append(Self.rows[Int(next)], clock: 0)
                    next += 1
                }
                // What was told once is told again after a line was lost.
                reel.append(Self.rows[Int(next) - 1], clock: 0)
            case 4:
                next += UInt64(random.below(60))
                reel.miss(until: next)
            case 5...6:
                let gaps = reel.items.compactMap(\.gap).filter { !$0.unread.isEmpty }
                let gap = gaps.isEmpty ? nil : gaps[random.below(gaps.count)].unread
                let end = gap.map { $0.lowerBound + 1 + UInt64(random.below($0.count)) } ?? reel.low
                _ = reel.read(Self.page(before: end, &random), before: end, clock: 0)
            case 7: _ = reel.read(Self.page(before: reel.low, &random), before: reel.low, clock: 0)
            case 8:
                // A page that is late: it was asked for before something else was read or forgotten.
                let end = UInt64(1 + random.below(Int(next)))
                _ = reel.read(Self.page(before: end, &random), before: end, clock: 0)
            default:
                cursor =
                    reel.items.isEmpty || random.below(3) == 0
                    ? nil : reel.items[random.below(reel.items.count)].place
            }
            let around = cursor.map { reel.index(of: $0) }
            reel.trim(around: around)
            if let fault = Self.fault(of: reel) {
                Issue.record("seed \(seed), step \(step): \(fault)")
                return
            }
            #expect(reel.items.count <= Self.limit)
        }
        #expect(reel.items.contains { $0.gap != nil })
    }

    @Test func aStretchThatWasMissedStaysWhenItIsRead() throws {
        var reel = Reel()
        for number in 0..<10 { reel.append(Self.rows[number], clock: 0) }
        reel.miss(until: 15)
        reel.append(Self.rows[15], clock: 0)
        #expect(reel.items[10].gap == TailGap(start: 10, missed: 5, unread: 10..<15))
        #expect(reel.read(Array(Self.rows[12..<15]), before: 15, clock: 0) == 3)
        #expect(reel.items[10].gap == TailGap(start: 10, missed: 5, unread: 10..<12))
        #expect(reel.read(Array(Self.rows[0..<12]), before: 12, clock: 0) == 2)
        #expect(reel.items[10].gap == TailGap(start: 10, missed: 5, unread: 10..<10))
        #expect(reel.items.compactMap { $0.row?.sequence } == Array(0...15))
    }

    /// What follows another without a hole is taken, and no more: a page with a hole is none.
    @Test func aPageWithAHoleIsTakenFromTheHoleOn() {
        var reel = Reel()
        reel.miss(until: 100)
        let page = Array(Self.rows[90..<94] + Self.rows[95..<100])
        #expect(reel.read(page, before: 100, clock: 0) == 5)
        #expect(reel.low == 95)
        #expect(reel.read(Array(Self.rows[80..<94]), before: 95, clock: 0) == 0)
        #expect(reel.low == 95)
    }

    @Test func whatWeighsTooMuchIsForgotten() {
        let row = Self.rows[0]
        var reel = Reel(limit: 100_000, byteLimit: 300 * row.bytes)
        for number in 0..<2_000 { reel.append(Self.rows[number], clock: 0) }
        reel.trim(around: nil)
        #expect(reel.bytes <= 300 * row.bytes && reel.items.count >= 256)
        #expect(reel.items.last?.row?.sequence == 1_999)
        #expect(Self.fault(of: reel) == nil)
    }
}
