import Control
import Governance
import Query
import SafeText
import Testing

@testable import Console

/// What leaves the console is what is shown, escaped, and nothing besides.
@Suite struct ExportTests {
    private static func desk() -> Desk {
        var desk = Desk()
        desk.model.tail = Tail()
        desk.take(.entries(SampleEntries.rows(100..<140)))
        return desk
    }

    private static func exports(_ desk: Desk) -> [Export] {
        desk.commands.compactMap { if case .export(let export) = $0 { export } else { nil } }
    }

    private static func copies(_ desk: Desk) -> [String] {
        desk.commands.compactMap { if case .copy(let text) = $0 { text } else { nil } }
    }

    @Test func whatTheFilterShowsIsWritten() throws {
        var desk = Self.desk()
        desk.type("fdecision:deny")
        desk.press(.enter)
        desk.type("w")
        #expect(
            desk.screen.contains("write 5 entries as JSON lines (Tab) to directory, Enter > ._"))
        desk.press(.enter)
        let export = try #require(Self.exports(desk).last)
        #expect(export.directory == "." && export.name == "pullcord-105-133")
        #expect(export.suffix == "jsonl" && export.count == 5 && export.range == 105...133)
        let lines = export.lines.map(\.plain)
        let numbers: [UInt64] = [105, 112, 119, 126, 133]
        #expect(
            lines == numbers.map { String(decoding: SampleEntries.entry($0).json, as: UTF8.self) })
    }

    @Test func asTextTheStretchesThatAreMissingStandInIt() throws {
        var desk = Self.desk()
        desk.model.tail.miss(until: 200)
        desk.take(.entries(SampleEntries.rows(200..<203)))
        desk.press(.character("w"), .tab)
        desk.type("~/notes")
        desk.press(.enter)
        let export = try #require(Self.exports(desk).last)
        #expect(export.directory == "~/notes" && export.suffix == "txt" && export.absent == 60)
        let lines = export.lines.map(\.plain)
        #expect(lines.count == 44)
        #expect(lines[40].contains("GAP 140-199, 60 not seen live"))
        #expect(lines[5].contains("105") && lines[5].contains("REFUSED"))
        desk.take(.exported(.written(export, path: "/var/x/\u{1b}[2J")))
        #expect(desk.screen.contains("43 entries, 100 to 202, to /var/x/<ESC>[2J"))
        #expect(desk.screen.contains("60 between are not in it"))
    }

    @Test func anOpenedCallIsWrittenWithItsPayloadsAsTheyWereTold() throws {
        var desk = Self.desk()
        desk.press(.enter)
        let number = try #require(desk.asked.last?.number)
        let entries = [
            EntryView(
                sequence: 139, time: Sample.wall(0), kind: "call.of-tomorrow", call: 139,
                data: "{}",
                payloads: [
                    PayloadView(kind: "arguments", bytes: 17, text: "{\"a\":\"\u{202e}\"}"),
                    PayloadView(kind: "result", bytes: 99, text: nil),
                ])
        ]
        desk.take(.replied(number: number, .entries(EntriesView(entries: entries, more: 0))))
        desk.press(.character("w"), .enter)
        let export = try #require(Self.exports(desk).last)
        #expect(export.name == "pullcord-c139" && export.count == 1)
        let line = export.lines.map(\.plain).joined()
        #expect(line.contains("\\u202e") && !line.contains("\u{202e}"))
        desk.press(.character("w"), .tab, .enter)
        let text = try #require(Self.exports(desk).last).lines.map(\.plain).joined(separator: "\n")
        #expect(text.contains("<U+202E>") && text.contains("result, 99 bytes, not kept or erased"))
    }

    @Test func nothingIsWrittenOfNothing() {
        var desk = Desk()
        desk.press(.character("w"))
        #expect(desk.model.prompt == nil && desk.screen.contains("there is nothing to write"))
        desk = Self.desk()
        desk.press(.character("w"), .escape)
        #expect(Self.exports(desk).isEmpty && desk.screen.contains("nothing was written"))
        desk.take(.exported(.failed(why: "the disk is full")))
        #expect(desk.screen.contains("nothing was written: the disk is full"))
    }

    @Test func copiesNamesAndEntries() throws {
        var desk = Self.desk()
        desk.press(.character("y"), .character("Y"))
        let copies = Self.copies(desk)
        #expect(copies.first == "c139")
        #expect(copies.last == String(decoding: SampleEntries.entry(139).json, as: UTF8.self))
        desk.press(.character("c"), .character("y"))
        #expect(Self.copies(desk).last == "sha256:\(Sample.digest(139).hexadecimal)")
    }

    /// A clipboard takes so much and no more: a part of JSON is none.
    @Test(arguments: [(Clipping.most, true), (Clipping.most + 1, false)])
    func whatIsTooLongIsNotCopied(bytes: Int, fits: Bool) throws {
        var desk = Desk()
        var entry = EntryView(
            sequence: 1_000, time: Sample.wall(0), kind: "call.of-tomorrow", call: nil, data: "",
            payloads: [])
        entry.data = String(repeating: "x", count: bytes - entry.json.count)
        var memory = EntryMemory()
        desk.take(.entries([TailRow(entry, &memory)]))
        desk.press(.character("Y"))
        #expect(Self.copies(desk).map(\.utf8.count) == (fits ? [bytes] : []))
        #expect(desk.screen.contains("takes \(Clipping.most): w writes a file") == !fits)
    }

    // MARK: jumps

    @Test func toTheAgentAndItsRun() throws {
        var desk = Self.desk()
        desk.status.agents = ["deploy", "triage"].map {
            AgentView(
                name: AgentName($0), owner: "cleo", proof: .token, isProvable: true, unguarded: [],
                connections: 1, run: "r8", holds: 0, inFlight: 0, rungs: [])
        }
        desk.tell()
        desk.take(.entries(SampleEntries.rows(202..<203)))
        desk.press(.character("r"))
        #expect(desk.model.screen == .runs && desk.model.agent == AgentName("triage"))
        #expect(desk.screen.contains("it was in run r7; this is run r8"))
    }

    @Test func toWhatDecidedIt() {
        var desk = Self.desk()
        desk.type("fdecision:deny")
        desk.press(.enter, .character("c"))
        #expect(desk.rows[3].contains("what decided call c133"))
        #expect(desk.screen.contains("line 31") && desk.screen.contains("900 usd is over 500 usd"))
        #expect(desk.screen.contains("lines are of /etc/pullcord/policy.yaml, which is in force"))
        #expect(!desk.screen.contains("check kill"), "what allowed did not decide")
    }

    @Test func aPolicyThatIsNoLongerInForceSaysSo() {
        var desk = Self.desk()
        desk.status.policy.digest = Sample.digest(9)
        desk.tell()
        desk.press(.up, .character("c"))
        #expect(desk.screen.contains("which is not in force any more"))
    }
}
