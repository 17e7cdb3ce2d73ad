import JSON
import Query
import Testing

/// Which records a filter means: for each filter one that it takes and one that it leaves.
struct FilterMatchingTests {
    static let now: Int64 = 1_795_262_647_000_000_000  // 2026-11-21T12:04:07Z
    static let second: Int64 = 1_000_000_000

    static let record = SampleRecord(
        sequence: 88_000, wallNanoseconds: now - 60 * second, decision: .hold, tier: .high,
        words: [
            .kind: ["call.held"], .agent: ["billing-bot"], .tool: ["pay/refund"],
            .server: ["pay"], .code: ["7AK"], .by: ["ana"], .check: ["cap", "limit"],
            .rule: ["33", "900 usd is over the cap of 500 usd"],
            .text: ["call.held\nBilling-Bot\n", "second piece, caf\u{E9}"],
        ],
        numbers: [.run: [7], .call: [42, 44]],
        amounts: [("usd", 900), ("records", 3)].map { ($0.0, ExactDecimal($0.1)) })

    @Test(arguments: [
        "", "billing", "BILLING", "billing-BOT", "piece", "\"second piece\"", "text:nowhere,held",
        "\"caf\u{E9}\"", "agent:billing-bot", "agent:other,billing-bot", "agent:bill*",
        "agent:*bot",
        "agent:*ing-b*", "agent:*", "tool:pay/refund", "tool:*/refund", "tool:pay/*", "server:pay",
        "run:7", "run:r7", "run<8", "run>=7", "run:*", "call:42", "call:c44", "call>43", "code:7ak",
        "code:7*", "kind:call.held", "kind:call.*", "decision:hold", "decision:hold,deny",
        "decision:*", "tier:high", "tier>=medium", "tier<critical", "by:ana", "by:operator:ana",
        "check:limit", "check:*", "rule:33", "rule:*cap*", "seq:88000", "seq>=88000", "seq<88001",
        "usd>=500", "usd:900", "usd=900.00", "usd<900.01", "usd:1,900", "usd:*", "records:3",
        "since:1m", "since:10m", "time<-59s", "time>=12:03", "time:12:03", "time:12:03:07",
        "time:2026-11-21", "time>2026-11-20", "time<=12:03", "time<12:04", "time>=-60s",
        "-outcome:*", "-agent:other", "not (agent:x or agent:y)", "agent:x or run:7",
        "agent:billing-bot run:7", "agent:billing-bot -run:8", "(agent:x or tool:pay/*) tier>=high",
        "--billing",
    ])
    func itIsTaken(_ text: String) throws {
        let filter = try Filter(text)
        #expect(filter.matches(Self.record, now: Self.now))
        #expect(
            !(try Filter("-(\(text.isEmpty ? "piece" : text))").matches(Self.record, now: Self.now))
        )
    }

    @Test(arguments: [
        "nowhere", "\"piece second\"", "\"billing bot\"", "\"CAF\u{C9}\"", "\"cafe\u{301}\"",
        "agent:Billing-Bot", "agent:billing", "agent:*bill", "agent:bot*", "agent:\"*\"",
        "tool:*/Refund",
        "tool:refund*", "server:pay/refund", "run:8", "run>7", "run<7", "call:43", "call>44",
        "code:8AK",
        "kind:call.refused", "decision:deny", "decision:allow,deny", "tier:medium", "tier>high",
        "tier<high", "by:bo", "outcome:*", "outcome:failed", "check:rule", "rule:3", "rule:cap",
        "seq:1", "seq>88000", "seq<88000", "usd>900", "usd<900", "usd:500", "usd>=900.01", "eur>=0",
        "eur:*", "records>3", "since:59s", "time>=12:04", "time:12:04", "time:12:03:08",
        "time>12:03",
        "time:2026-11-20", "time<2026-11-21", "time>2026-11-21", "time>-60s", "time<-60s",
        "agent:billing-bot run:8", "agent:x or run:8", "-agent:*",
    ])
    func itIsLeft(_ text: String) throws {
        let filter = try Filter(text)
        #expect(!filter.matches(Self.record, now: Self.now))
        #expect(try Filter("-(\(text))").matches(Self.record, now: Self.now))
    }

    /// What a record does not have meets no term, and so meets its exclusion.
    @Test(arguments: [
        "agent:*", "tier>=low", "decision:*", "run:*", "usd:*", "check:*", "x", "code:*",
    ])
    func anEmptyRecordMeetsNothing(_ text: String) throws {
        #expect(!(try Filter(text).matches(SampleRecord(), now: 0)))
        #expect(try Filter("-\(text)").matches(SampleRecord(), now: 0))
        #expect(try Filter("").matches(SampleRecord(), now: 0))
    }

    /// Amounts are exact where doubles are not.
    @Test func amountsAreExact() throws {
        let large = try #require(ExactDecimal(text: "9007199254740993"))
        let record = SampleRecord(amounts: [("usd", large)])
        #expect(try Filter("usd:9007199254740993").matches(record, now: 0))
        #expect(!(try Filter("usd:9007199254740992").matches(record, now: 0)))
        #expect(try Filter("usd>9007199254740992.999999").matches(record, now: 0))
    }
}
