import Control
import Governance
import SafeText
import Testing

@testable import Console

/// Entries that are not in memory are asked for where the person looks, and nowhere else.
@Suite struct HistoryTests {
    private static func pages(_ desk: Desk) -> [UInt64] {
        desk.commands.compactMap {
            if case .ask(_, .entries(let before)) = $0 { before } else { nil }
        }
    }

    /// A desk whose trail holds `count` entries; the newest page has come.
    private static func desk(_ count: UInt64, size: Size = .full) -> Desk {
        var desk = Desk(size: size)
        desk.model.tail = Tail()
        desk.trail = count
        desk.take(.disconnected(why: "closed", retryAt: 0))
        desk.take(.connected(Sample.welcome(at: desk.now)))
        desk.answer()
        return desk
    }

    @Test func theNewestPageComesUnasked() {
        let desk = Self.desk(1_000)
        #expect(Self.pages(desk).last == 1_000)
        #expect(desk.model.tail.count == 256 && desk.model.tail.older == 744)
        #expect(desk.model.tail.missed == 0, "what was before the console came was not missed")
    }

    @Test func scrollingUpReadsToTheBeginning() {
        var desk = Self.desk(1_000)
        for _ in 0..<4 {
            desk.press(.character("g"))
            desk.answer()
        }
        #expect(desk.model.tail.older == 0)
        #expect((0..<1_000).allSatisfy { desk.model.tail[$0].row?.sequence == UInt64($0) })
        #expect(desk.model.tail[0].row?.isRead == true)
        let asked = Self.pages(desk).count
        desk.press(.character("g"), .up, .pageUp)
        #expect(Self.pages(desk).count == asked)
    }

    @Test func aPageIsAskedForOnce() {
        var desk = Self.desk(1_000)
        let asked = Self.pages(desk).count
        desk.press(.character("g"), .up, .up, .pageUp)
        #expect(Self.pages(desk).count == asked + 1)
    }

    /// With a filter that nothing matches, one key reads on, but not for ever.
    @Test func aFilterReadsOnForAWhile() {
        var desk = Self.desk(100_000)
        desk.type("fagent:billing-bot call:c3")
        desk.press(.enter)
        let asked = Self.pages(desk).count
        desk.press(.up)
        desk.answer()
        #expect(desk.model.tail.count == 0)
        #expect(Self.pages(desk).count - asked == Tail.pagesAtOnce)
        #expect(desk.screen.contains("nothing matches from 94624 on; k looks further back"))
    }

    @Test func withoutALineItSaysSo() {
        var desk = Self.desk(1_000)
        desk.take(.disconnected(why: "closed", retryAt: 0))
        let asked = Self.pages(desk).count
        desk.press(.character("g"))
        #expect(Self.pages(desk).count == asked)
        #expect(desk.screen.contains("not here before the line is back"))
    }

    /// What was missed is read from its end on, as far as it is worth; then the row says the rest.
    @Test func whatWasMissedIsRead() {
        var desk = Self.desk(1_000)
        desk.take(.disconnected(why: "closed", retryAt: 0))
        desk.trail = 10_000
        desk.take(.connected(Sample.welcome(at: desk.now)))
        desk.answer()
        let pages = ConsoleModel.missedPages
        #expect(desk.model.tail.missed == 9_000)
        #expect(desk.screen.contains("9000 entries were not seen live, up to 9999"))
        let gap = desk.model.tail[256].gap
        #expect(gap?.start == 1_000 && gap?.unread == 1_000..<UInt64(10_000 - pages * 256))
        #expect(desk.model.tail.count == 256 + 1 + pages * 256)
    }

    /// The feed broke off: nothing says LIVE before everything is known as of now.
    @Test func afterTheFeedBrokeOffNothingIsLive() {
        var desk = Self.desk(1_000)
        desk.take(.fellBehind(next: 1_000, why: "it reads too slowly"))
        #expect(desk.rows[0].contains("CATCHING UP"))
        desk.take(.beat(now: Sample.wall(desk.now), next: 0))
        #expect(desk.rows[0].contains("CATCHING UP"))
        desk.trail = 1_500
        desk.answer()
        #expect(desk.rows[0].contains("LIVE") && !desk.rows[0].contains("CATCHING"))
        #expect(desk.model.tail.missed == 500)
    }

    /// Entries that are seconds old: the screen says so, and far behind it leaves them to the trail.
    @Test func whoIsFarBehindSkips() {
        var desk = Self.desk(1_000)
        desk.now += 60 * Sample.second
        desk.take(.beat(now: Sample.wall(desk.now), next: 1_000))
        func rows(_ number: UInt64, secondsAgo: Int64) -> [TailRow] {
            let entry = SampleEntries.entry(number)
            return [
                TailRow(
                    Sample.record(number, kind: entry.kind),
                    time: Sample.wall(desk.now - secondsAgo * Sample.second), kind: entry.kind,
                    word: "ALLOWED", about: "x", weight: .calm)
            ]
        }
        desk.take(.entries(rows(1_000, secondsAgo: 4)))
        #expect(desk.rows[0].contains("LAGGING 4 s"))
        let asked = desk.commands.count { if case .ask(_, .subscribe) = $0 { true } else { false } }
        desk.take(.entries(rows(1_001, secondsAgo: 6)))
        desk.take(.entries(rows(1_002, secondsAgo: 6)))
        let then = desk.commands.count { if case .ask(_, .subscribe) = $0 { true } else { false } }
        #expect(then == asked + 1)
        desk.trail = 50_000
        desk.answer()
        #expect(desk.rows[0].contains("LIVE") && desk.model.tail.missed == 48_997)
    }

    /// Stopped for ten minutes: nothing is believed before a new picture, and what passed is counted.
    @Test func afterAStopItSaysWhatItMissed() {
        var desk = Self.desk(1_000)
        desk.now += 600 * Sample.second
        desk.take(.resumed)
        #expect(desk.rows[0].contains("NOT LIVE"))
        desk.take(.beat(now: Sample.wall(desk.now), next: 9_000))
        #expect(desk.rows[0].contains("NOT LIVE"))
        desk.trail = 9_000
        desk.answer()
        #expect(desk.rows[0].contains("LIVE") && !desk.rows[0].contains("NOT"))
        #expect(desk.screen.contains("8000 entries were not seen live"))
    }

    @Test func tryingAgainIsForALostLineOnly() {
        var desk = Self.desk(10)
        desk.press(.character("T"))
        #expect(!desk.commands.contains(.reconnect))
        desk.take(.disconnected(why: "closed", retryAt: 0))
        desk.press(.character("T"))
        #expect(desk.commands.contains(.reconnect))
    }
}
