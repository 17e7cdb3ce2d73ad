import Console
import Control
import Governance
import SafeText
import Testing

@testable import pullcord

/// What the trail tells a person: the entries that are kept as examples of each kind, as lines.
@Suite struct EntryLinesTests {
    /// An entry of the examples that Governance keeps of its entries.
    private static func entry(_ name: String) throws -> EntryView {
        let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        let bytes = try PlainFile.read(
            "/\(tests)/GovernanceTests/golden/\(name).json", limit: 1 << 20)
        let kind = name.split(separator: "-")[0]
        return EntryView(
            sequence: 107, time: Samples.now, kind: String(kind),
            data: String(decoding: bytes, as: UTF8.self), payloads: [])
    }

    static let lines = [
        ("call.admitted", "ALLOWED   bot  bank/pay  c42  high  12.5 usd  records unclear: missing"),
        ("call.held", "HELD      7AK  bot  bank/pay  c42  high  12.5 usd"),
        ("call.refused", "because limit: over"),
        ("call.withdrawn", "WITHDRAWN c42  never sent: "),
        ("call.finished", "FINISHED  c42  no answer in time: whether it happened is not known"),
        ("hold.approved", "APPROVED  7AK by ana  c42  \"the owner <U+0022>asked<U+0022>\""),
        ("hold.denied", "DENIED    7AK by ana  c42  wrong target  \"that is another's"),
        ("hold.expired", "EXPIRED   7AK  c42  nobody answered in time, so denied"),
        ("hold.withdrawn", "WITHDRAWN 7AK  c42"), ("hold.recalled", "RECALLED  7AK  c42  by ana"),
        ("hold.reopened", "REOPENED  7AK  c42"), ("hold.extended", "EXTENDED  7AK  c42  by ana"),
        ("caller.left", "CALLER    7AK  c42  was told that it waits"),
        ("caller.returned", "CALLER    7AK  c42  came back"),
        ("kill.engaged", "KILLED    tool bank/pay by a file in the kill directory: \"stop\""),
        ("kill.released", "RELEASED  "), ("agent.paused", "PAUSED    bot by ana: \"odd\""),
        ("agent.resumed", "RESUMED   bot by ana"),
        ("agent.held_back", "HELD BACK bot  too much that it asked was refused: it is read from "),
        ("writes.frozen", "FROZEN    everybody's writes by ana  \"odd\""),
        ("rung.granted", "GRANTED   bot  bank/pay  "),
        ("proof.changed-revoked", "PROOF     bot  token taken away by "),
        ("proof.changed", "PROOF     bot  new token by "),
        ("act.refused", "NOT DONE  approve 222 by ana: no"),
        (
            "supervisor.started",
            """
            STARTED   the supervisor, and the last stop was not clean; outcome unknown: c42 bot bank/pay, \
            c44 bot bank/resources/read, c45 bot bank/prompts/get
            """
        ),
        ("policy.applied", "POLICY    13a16a66a2424c56 is in force  by ana  bank/pay: cap"),
        ("policy.pending", "PENDING   policy 13a16a66a2424c56 waits to be applied"),
        ("run.started", "RUN       r7 of bot begins"), ("run.joined", "RUN       r7 joined by n"),
        ("run.left", "RUN       r7 left by n"),
        ("run.ended", "RUN       r7 of bot ended  by ana  \"done for today\""),
        ("tool.pinned", "PINNED    bank/pay"), ("tool.restored", "RESTORED  bank/pay"),
        ("tool.drifted", "DRIFTED   bank/pay  its definition changed"),
        ("trail.broke", "TRAIL     cannot be written"),
        ("trail.restored", "TRAIL     can be written again"),
    ]

    @Test(arguments: lines) func anEntryIsOneLineInWords(_ name: String, _ words: String) throws {
        let line = EntryLines.line(of: try Self.entry(name)).plain
        #expect(line.contains(words), "\(line)")
        #expect(line.hasPrefix("107 \(Samples.now.clock)Z  "), "\(line)")
        #expect(!line.contains("{") && !line.contains("operator:"), "\(line)")
    }

    @Test func everyKindOfThisVersionHasWords() {
        let spoken = Set(Self.lines.map { $0.0.split(separator: "-")[0] })
        #expect(FactType.allCases.filter { !spoken.contains(Substring($0.rawValue)) } == [])
    }

    @Test(arguments: [
        ("audit.segment_opened", "{\"origin\":\"o/t\"}", "TRAIL     of o/t begins"),
        ("audit.stopped", "{}", "STOPPED   the supervisor, cleanly"),
        ("audit.degraded", "{\"first_lost\":\"9\"}", "TRAIL     the disk was full"),
        ("audit.snapshot_taken", "{}", "SNAPSHOT  of the state"),
        (
            "audit.redacted", "{\"actor\":\"ana\",\"reason\":\"r\",\"target\":\"3\"}",
            "ERASED    payloads of entry 3  by ana: \"r\""
        ), ("audit.redacted", "{}", "audit.redacted  {}"),
    ]) func theTrailSpeaksOfItself(_ kind: String, _ data: String, _ words: String) {
        let entry = EntryView(
            sequence: 1, time: Samples.now, kind: kind, data: data, payloads: [])
        let line = EntryLines.line(of: entry).plain
        #expect(line.contains(words), "\(line)")
    }

    @Test(arguments: [("call.dreamt", "{\"at\":1}"), ("call.finished", "{\"at\":1}"), ("x", "no")])
    func whatIsNotKnownIsShownAsItIs(_ kind: String, _ data: String) {
        let entry = EntryView(
            sequence: 1, time: Samples.now, kind: kind, call: 14, data: data, payloads: [])
        #expect(EntryLines.line(of: entry).plain.hasSuffix("\(kind)  c14  \(data)"))
        #expect(EntryLines.lines(of: entry, columns: 80).last?.plain == "  \(data)")
    }

    @Test func aDecisionIsShownCheckByCheck() throws {
        let rows = EntryLines.lines(of: try Self.entry("call.refused"), columns: 80).map(\.plain)
        #expect(rows.contains("  tier       high, declared medium"))
        #expect(rows.contains("  carries    12.5 usd records unclear: missing"))
        #expect(rows.contains { $0.hasPrefix("  digest     c2b882a6876595e8") })
        let checks = rows.filter { $0.hasPrefix("  check ") }
        #expect(
            checks == [
                "  check kill      allow", "  check grant     allow line 62",
                "  check rule      hold  line 33   if /to equals \"mallory\\\": no string<SOH>é",
                "  check limit     deny  line 51   over",
            ])
        #expect(rows.allSatisfy { $0.utf8.count <= 90 })
    }

    @Test func anOutcomeThatNobodyKnowsIsSaid() throws {
        let gone = try Self.entry("call.admitted")
        let end = { (entries: [EntryView], start: WallTime?) in
            EntryLines.openEnd(of: entries, start: start)?.plain
        }
        #expect(end([gone], Samples.later(5))?.hasPrefix("OUTCOME UNKNOWN") == true)
        #expect(end([gone], Samples.later(-5))?.hasPrefix("no outcome is recorded yet") == true)
        #expect(end([gone], nil)?.hasPrefix("no outcome is recorded yet") == true)
        for ended in ["call.finished", "call.withdrawn"] {
            #expect(end([gone, try Self.entry(ended)], Samples.later(5)) == nil)
        }
        #expect(end([try Self.entry("call.refused")], Samples.later(5)) == nil)
    }

    @Test func aLongLineIsBrokenBetweenWordsAndLosesNothing() throws {
        let entry = try Self.entry("supervisor.started")
        let rows = EntryLines.lines(of: entry, columns: 60)
        #expect(rows.count > 1 && rows.allSatisfy { $0.columns <= 60 })
        let words = EntryLines.line(of: entry).plain.split(separator: " ").dropFirst(2)
        let shown = rows.map(\.plain).joined(separator: " ").split(separator: " ").dropFirst(2)
        #expect(Array(words) == Array(shown))
    }
}
