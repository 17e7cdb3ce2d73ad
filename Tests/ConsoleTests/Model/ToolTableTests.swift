import Console
import Control
import Foundation
import Governance
import SafeText
import Testing

/// The list of tools: what is asked, when, and that no row moves under the cursor.
@Suite struct ToolTableTests {
    /// A console on the screen of tools, and a supervisor whose policy has so many.
    private struct Shelf {
        var model = ConsoleModel(size: .full, isReadOnly: false)
        var now: Int64 = 1_000_000_000
        var tools: [ToolView]
        private(set) var asked: [(number: UInt64, request: ControlRequest)] = []
        /// How many pages were asked for.
        private(set) var pages = 0

        init(_ count: Int) {
            tools = (0..<count).map { SampleTools.idle(Self.name($0)) }
            take(.connected(Sample.welcome(at: now)))
            answer()
            press("3")
        }

        static func name(_ number: Int) -> ToolName {
            SampleTools.name("srv", SampleTools.number(number))
        }

        mutating func take(_ message: ConsoleMessage) {
            for case .ask(let number, let request) in model.update(message, at: now) {
                asked.append((number, request))
                if case .tools = request { pages += 1 }
            }
        }

        mutating func press(_ keys: String, answers: Bool = true) {
            for key in keys {
                take(.key(.character(key)))
                if answers { answer() }
            }
        }

        mutating func wait(_ milliseconds: Int64) {
            now += milliseconds * 1_000_000
            take(.beat(now: Sample.wall(now), next: 0))
            take(.ticked)
        }

        mutating func answer() {
            while !asked.isEmpty {
                let (number, request) = asked.removeFirst()
                let status = Sample.status(at: now)
                let holds = HoldsView(host: status.host, holds: [], more: 0)
                let runs = RunsView(host: status.host, runs: [], more: 0)
                switch request {
                case .subscribe:
                    take(
                        .replied(
                            number: number,
                            .snapshot(
                                SnapshotView(
                                    sequence: 0, status: status, holds: holds, runs: runs))))
                case .tools(let from, let around, let count):
                    let page = SampleTools.page(
                        of: tools, from: from, around: around, count: count, at: now)
                    take(.replied(number: number, .tools(page)))
                case .runs: take(.replied(number: number, .runs(runs)))
                case .status: take(.replied(number: number, .status(status)))
                default: break
                }
            }
        }

        var rows: [String] { ConsoleView.grid(of: model, at: now).text }
        /// The row of the screen that the cursor is on, and what stands there.
        var cursor: (row: Int, name: String)? {
            rows.enumerated().first { $0.element.hasPrefix(">") }.map { row, text in
                (row, String(text.dropFirst().prefix { $0 != " " }))
            }
        }
    }

    @Test func theFirstToolIsUnderTheCursor() {
        let shelf = Shelf(3)
        #expect(shelf.cursor?.row == 4 && shelf.cursor?.name == "srv/tool-0000")
        #expect(shelf.model.tool == Shelf.name(0))
    }

    @Test func itIsAskedOnceASecondWhileItIsShown() {
        var shelf = Shelf(3)
        let first = shelf.pages
        for _ in 0..<20 {
            shelf.wait(100)
            shelf.answer()
        }
        #expect(shelf.pages - first == 2)
        shelf.press("1")
        let shown = shelf.pages
        for _ in 0..<20 {
            shelf.wait(1000)
            shelf.answer()
        }
        #expect(shelf.pages == shown, "nobody looks at it")
    }

    @Test func aSupervisorThatDoesNotAnswerIsAskedOnce() {
        var shelf = Shelf(3)
        let first = shelf.pages
        for _ in 0..<10 { shelf.wait(1000) }
        #expect(shelf.pages - first == 1)
    }

    @Test(arguments: [0, 1, 2]) func anEmptyListIsNotAskedForAgainAtOnce(_ count: Int) {
        var shelf = Shelf(count)
        let first = shelf.pages
        shelf.press("jkGgj")
        shelf.take(.resized(Size(rows: 40, columns: 120)))
        shelf.answer()
        #expect(shelf.pages - first <= 1)
    }

    /// From one end of 2,000 to the other by every key, and back: the cursor stands on the tool whose
    /// number it should, on a row of the list.
    @Test func everyToolIsReached() {
        var shelf = Shelf(2000)
        for number in 1..<400 {
            shelf.press("j")
            #expect(shelf.cursor?.name == "srv/\(SampleTools.number(number))")
        }
        shelf.press("G")
        #expect(shelf.cursor?.name == "srv/tool-1999")
        shelf.press("k")
        #expect(shelf.cursor?.name == "srv/tool-1998")
        for _ in 0..<3 {
            shelf.take(.key(.pageUp))
            shelf.answer()
        }
        #expect(shelf.cursor?.name == "srv/tool-1962")
        shelf.press("g")
        #expect(shelf.cursor?.name == "srv/tool-0000" && shelf.cursor?.row == 4)
    }

    /// Another policy names more tools before it, and fewer behind.
    @Test func noRowMovesUnderTheCursor() {
        var shelf = Shelf(40)
        shelf.press("jjjjjjjjjjjjjjj")
        let before = shelf.cursor
        #expect(before?.name == "srv/tool-0015")
        shelf.tools.insert(SampleTools.idle(SampleTools.name("a", "new")), at: 0)
        shelf.tools.insert(SampleTools.idle(SampleTools.name("a", "newer")), at: 1)
        shelf.tools.removeLast(10)
        shelf.wait(1000)
        shelf.answer()
        #expect(shelf.cursor?.name == before?.name && shelf.cursor?.row == before?.row)
        #expect(shelf.rows.contains { $0.contains("of 32") })
    }

    @Test func aToolThatIsGoneLeavesTheCursorWhereItStood() {
        var shelf = Shelf(20)
        shelf.press("jjj")
        shelf.tools.remove(at: 3)
        shelf.wait(1000)
        shelf.answer()
        #expect(shelf.cursor?.name == "srv/tool-0004")
        #expect(shelf.rows.joined().contains("srv/tool-0003 is no tool of the policy"))
    }

    /// A jump from elsewhere: only the cursor is set.
    @Test func aJumpBringsItsPage() {
        var shelf = Shelf(2000)
        shelf.press("1")
        shelf.model.tool = Shelf.name(1234)
        shelf.press("3")
        #expect(shelf.cursor?.name == "srv/tool-1234")
    }

    /// The list fits between the headings and what is below on every size.
    @Test(arguments: [16, 24, 40, 60, 120, 500])
    func everySizeHasItsRows(_ height: Int) {
        var shelf = Shelf(2000)
        shelf.take(.resized(Size(rows: height, columns: 200)))
        shelf.answer()
        shelf.press("G")
        let rows = shelf.rows
        #expect(shelf.cursor?.name == "srv/tool-1999")
        let listed = rows.filter { $0.dropFirst().hasPrefix("srv/") }
        #expect(!listed.isEmpty && listed.last?.contains("srv/tool-1999") == true)
        #expect(rows.contains { $0.contains("of 2000") })
    }
}

/// What stands in a row and below it.
@Suite struct ToolWordsTests {
    @Test(arguments: [
        (0, 0, "-"), (1, 0, "0.0"), (1000, 1, "0.1"), (1001, 1, "<0.1"), (3, 1, "33.3"),
        (5, 5, "100.0"),
    ])
    func shareOfErrors(_ ended: Int, _ errors: Int, _ words: String) {
        let counts = ToolCountsView(calls: ended, ended: ended, errors: errors)
        #expect(ToolNumbers.errors(counts).plain == words)
    }

    @Test(
        arguments: [
            (nil, "-"), (999_999, "<1ms"), (1_000_000, "1ms"), (999_999_999, "999ms"),
            (1_000_000_000, "1.0s"), (9_999_999_999, "9.9s"), (10_000_000_000, "10s"),
            (599_000_000_000, "599s"), (600_000_000_000, "10m"),
        ] as [(Int64?, String)])
    func times(_ nanoseconds: Int64?, _ words: String) {
        #expect(ToolNumbers.time(nanoseconds).plain == words)
    }

    @Test(arguments: [
        (0, "[..........]"), (9, "[..........]"), (10, "[#.........]"), (99, "[#########.]"),
        (100, "[##########] FULL"), (250, "[##########] FULL"),
    ])
    func bars(_ percent: Int, _ words: String) {
        #expect(ToolNumbers.bar(percent).plain == words)
    }

    @Test(arguments: [(999_999, "999999"), (1_000_000, "1.0M"), (12_345_678, "12.3M")])
    func counts(_ count: Int, _ words: String) { #expect(ToolNumbers.count(count).plain == words) }

    /// The article of the console explains each word of a row.
    @Test func everyWordStandsInTheArticle() throws {
        let article = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/pullcord/Pullcord.docc/Console.md")
        let text = try String(contentsOf: article, encoding: .utf8)
        let states: [ToolState] = [
            .changed, .full, .waiting(2), .errors, .denied, .nearLimit(percent: 85),
        ]
        for state in states {
            #expect(text.contains("| `\(state.words.plain)` |"), "\(state.words.plain)")
        }
    }

    /// The newest minute is the last sign; a stretch with a denial says so whatever else was in it.
    @Test func graph() {
        let rate = ToolRateView(
            calls: [1, 2, 10, 100, 0, 7, 7], held: [0, 0, 0, 0, 0, 1, 1],
            denied: [0, 0, 0, 0, 0, 0, 1])
        #expect(RateGraph(rate, signs: 60).text.plain.suffix(8) == " !h #|:.")
        #expect(RateGraph(rate, signs: 20).text.plain.suffix(3) == "!h:")
        #expect(RateGraph(rate, signs: 12).text.plain.suffix(3) == " !|")
        #expect(RateGraph(ToolRateView(), signs: 12).text.plain == "            ")
    }
}
