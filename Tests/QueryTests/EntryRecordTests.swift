import Query
import Testing

/// What a filter sees of the entries that the governor writes: the golden files of Governance.
struct EntryRecordTests {
    private func record(_ name: String, kind: String) throws -> EntryRecord {
        let path = "Tests/GovernanceTests/golden/\(name).json"
        let text = try #require(RepositoryFile.text(path))
        return EntryRecord(
            sequence: 9, wallNanoseconds: 1_000, kind: kind,
            data: String(text.filter { $0 != "\n" }))
    }

    @Test(arguments: [
        (
            "call.held",
            """
            agent:bot tool:bank/pay server:bank run:r7 call:c42 code:7AK decision:hold tier:high
            check:rule check:limit rule:33 rule:51 rule:over rule:*mallory* usd:12.5 kind:call.held
            c42 r7 "call.held" bank/pay mallory 7ak missing seq:9 usd>=12.5 68d10c32 usd:* over
            """,
            """
            by:* outcome:* check:kill check:grant rule:62 tier:medium decision:deny records:*
            1234567890 70000 judgement isAlert kill grant run:8 call:43 usd>12.5 c4211 601234567890
            """
        ),
        (
            "call.admitted", "by:ana decision:allow code:7AK run:7 agent:bot tier:high usd:12.5",
            "by:bot outcome:* code:8AK 3600000000000"
        ),
        (
            "call.admitted-alone",
            "tool:bank/logging/setLevel server:bank agent:bot call:43 tier:low \"bank/logging\"",
            "run:* code:* by:* check:* rule:* usd:* decision:deny 9007199254740993"
        ),
        ("call.refused", "decision:deny outside-policy agent:bot", "code:* by:* outcome:*"),
        (
            "call.finished", "outcome:timed-out call:42 timed-out",
            "agent:* tool:* decision:* tier:*"
        ),
        ("call.withdrawn", "decision:deny call:42 stopped \"kill all\"", "outcome:* agent:*"),
        (
            "hold.approved", "by:ana code:7AK call:42 decision:allow \"owner \\\"asked\\\"\"",
            "agent:*"
        ),
        ("hold.denied", "by:ana decision:deny wrong-target \"another's \\\"account\"", "outcome:*"),
        ("hold.expired", "decision:deny code:7AK \"nobody answered\"", "by:*"),
        ("hold.recalled", "decision:hold by:ana", "outcome:*"),
        ("hold.reopened", "decision:hold \"over 10/min\"", "by:*"),
        ("hold.extended", "by:ana call:42", "decision:* 9007199254740993 61234567890"),
        ("caller.returned", "call:42 code:7AK returned", "by:* 9007199254740993"),
        ("run.started", "run:7 agent:bot", "by:* tier:* call:*"),
        ("run.ended", "run:7 agent:bot by:ana \"done for today\"", "by:operator"),
        ("agent.paused", "agent:bot by:ana odd", "by:bot"),
        ("writes.frozen", "by:ana odd", "agent:*"),
        ("act.refused", "by:ana \"approve 222\"", "decision:*"),
        (
            "kill.engaged",
            """
            by:kill-file tool:bank/pay server:bank agent:bot call:42 call:44 call:45 c45
            tool:bank/resources/read tool:bank/prompts/get "tool:bank/pay"
            """, "run:* decision:* by:ana"
        ),
        ("kill.released", "by:ana checked", "agent:* server:*"),
        ("rung.granted", "agent:bot tool:bank/pay server:bank by:ana within-caps", "tier:*"),
        ("supervisor.started", "agent:bot call:44 0e1b", "by:* 1152921504606846976"),
        ("tool.drifted", "tool:bank/pay server:bank 0b0fe4bb", "agent:*"),
        ("policy.applied", "by:ana \"bank/pay: cap\"", "tool:*"),
        ("trail.broke", "\"disk full\"", "by:* agent:*"),
    ])
    func eachFactHasItsFields(_ name: String, _ taken: String, _ left: String) throws {
        let isAlone = name == "call.admitted-alone"
        let record = try record(name, kind: isAlone ? "call.admitted" : name)
        for term in EntryRecordTests.terms(taken) {
            #expect(try Filter(term).matches(record, now: 0), "\(name) has no \(term)")
        }
        for term in EntryRecordTests.terms(left) {
            #expect(try !Filter(term).matches(record, now: 0), "\(name) has \(term)")
        }
    }

    /// Terms apart, those in quotes whole.
    private static func terms(_ text: String) -> [String] {
        var terms = [""]
        var isQuoted = false
        var previous: Character = " "
        for character in text {
            if character == "\"", previous != "\\" { isQuoted.toggle() }
            if !isQuoted, character == " " || character == "\n" {
                terms.append("")
            } else {
                terms[terms.count - 1].append(character)
            }
            previous = character
        }
        return terms.filter { !$0.isEmpty }
    }

    /// A kill's scope says what it stops.
    @Test(arguments: [
        ("agent:bot", "agent:bot"), ("server:pay", "server:pay"), ("run:7", "run:7"),
        ("tool:pay/a/b", "tool:pay/a/b server:pay"),
    ])
    func aScopeIsAField(_ scope: String, _ filter: String) throws {
        let record = EntryRecord(
            sequence: 0, wallNanoseconds: 0, kind: "kill.released", data: "{\"scope\":\"\(scope)\"}"
        )
        #expect(try Filter(filter).matches(record, now: 0))
    }

    /// The entry's own call counts where its data names none.
    @Test func theCallOfAnEntryCounts() throws {
        let record = EntryRecord(
            sequence: 3, wallNanoseconds: 5, kind: "call.later", call: 77, data: "{}")
        #expect(try Filter("call:77 c77 kind:call.l* seq:3").matches(record, now: 0))
    }

    /// Escapes are undone before anything is compared or searched.
    @Test func escapesAreUndone() throws {
        let data = #"{"agent":"a\"b\\c","tool":"p\u0061y/x\u0001","note":"line\nnext \u00e9"}"#
        let record = EntryRecord(sequence: 0, wallNanoseconds: 0, kind: "x", data: data)
        #expect(try Filter(#"agent:"a\"b\\c""#).matches(record, now: 0))
        #expect(try Filter("tool:\"pay/x\u{1}\" server:pay").matches(record, now: 0))
        #expect(try Filter("\"line\nnext \u{E9}\"").matches(record, now: 0))
        #expect(try !Filter(#""\\n""#).matches(record, now: 0))
        #expect(try !Filter(#""\\u""#).matches(record, now: 0))
    }

    /// Known names with values of other shapes are no fields; their strings are searched.
    @Test(arguments: [
        "[]", "{}", "null", "1.5", "true", "\"text\"", "[[\"text\"]]", "[{\"text\":\"text\"}]",
        "-1",
        "[[1,2,3,4,5]]", "{\"a\":{\"b\":[\"text\"]}}", "[[[]]]", "[\"a\",\"b\"]", "1e5",
        "99999999999999999999999",
    ])
    func otherShapesHaveNoFields(_ value: String) throws {
        for name in [
            "agent", "tool", "run", "call", "tier", "action", "findings", "quantities", "judgement",
            "kill", "inFlight", "at", "later",
        ] {
            let data = "{\"\(name)\":\(value)}"
            let record = EntryRecord(sequence: 0, wallNanoseconds: 0, kind: "x", data: data)
            for field in ["tier:*", "run:*", "call:*", "usd:*", "check:*", "outcome:*"] {
                #expect(try !Filter(field).matches(record, now: 0), "\(data) has \(field)")
            }
            if value == "[[\"text\"]]", name != "at", name != "findings" {
                #expect(try Filter("text").matches(record, now: 0), "\(data)")
            }
        }
    }

    /// What is no JSON, or beyond the bounds, is searched as it is.
    @Test func brokenDataIsSearchedAsText() throws {
        let deep = String(repeating: "[", count: 17) + String(repeating: "]", count: 17)
        let long = "{\"agent\":\"bot\",\"x\":\"\(String(repeating: "y", count: 65_536))\"}"
        for data in ["", "not json", "{\"agent\":\"bot\"", "{\"agent\":\"bot\"} x", deep, long] {
            let record = EntryRecord(
                sequence: 0, wallNanoseconds: 0, kind: "call.held", call: 4, data: data)
            #expect(try !Filter("agent:*").matches(record, now: 0))
            #expect(try Filter("decision:hold kind:call.held call:4").matches(record, now: 0))
            guard data.contains("agent") else { continue }
            #expect(try Filter("agent").matches(record, now: 0))
        }
    }

    /// No bytes, whoever made them, stop the reading.
    @Test func anyBytesAreRead() throws {
        let filter = try Filter("agent:* or tier>=low or usd:* or run:* or x or rule:*a*")
        var random = SeededRandom(seed: 11)
        for name in ["call.held", "kill.engaged", "supervisor.started"] {
            let path = "Tests/GovernanceTests/golden/\(name).json"
            let whole = Array(try #require(RepositoryFile.text(path)).utf8)
            for cut in stride(from: 0, to: whole.count, by: 3) {
                let bytes = Array(whole[..<cut])
                var changed = whole
                for _ in 0...random.below(3) {
                    changed[random.below(changed.count)] = random.one(
                        of: Array("\"\\{}[]:,09a\u{7F}".utf8) + [0, 0xC3, 0xFF])
                }
                for data in [bytes, changed] {
                    let record = EntryRecord(
                        sequence: 0, wallNanoseconds: 0, kind: name, data: data[...])
                    _ = filter.matches(record, now: 0)
                }
            }
        }
    }

    /// Text or bytes, and bytes from the middle of others, are read alike.
    @Test func textAndBytesAreReadAlike() throws {
        let text = try #require(RepositoryFile.text("Tests/GovernanceTests/golden/call.held.json"))
        let bytes = Array("xx\(text)".utf8)
        let one = EntryRecord(sequence: 1, wallNanoseconds: 2, kind: "a", call: 3, data: text)
        let other = EntryRecord(
            sequence: 1, wallNanoseconds: 2, kind: "a", call: 3, data: bytes[2...])
        #expect(one == other)
    }

    /// Far below what 5,000 entries a second may take of one core, also unoptimised.
    @Test func readingAndMatchingIsCheap() throws {
        let text = try #require(RepositoryFile.text("Tests/GovernanceTests/golden/call.held.json"))
        let filter = try Filter("agent:other or tier>=critical or usd>500 or \"nowhere\" or run:8")
        let start = ProcessorTime.now()
        var taken = 0
        for sequence in 0..<5_000 {
            let record = EntryRecord(
                sequence: UInt64(sequence), wallNanoseconds: 0, kind: "call.held", data: text)
            if filter.matches(record, now: 0) { taken += 1 }
        }
        #expect(taken == 0)
        #expect(ProcessorTime.now() - start < .seconds(5))
    }
}
