import Query
import Testing

/// What a filter is read as, shown by its one spelling.
struct FilterReadingTests {
    @Test(arguments: [
        ("", ""), ("  \t\n ", ""), ("refund", "refund"), ("REFUND", "refund"),
        ("a b", "a b"), ("a and b", "a b"), ("a AND b", "a b"), ("a or b c", "a or b c"),
        ("(a or b) c", "(a or b) c"), ("((a))", "a"), ("(a b) c", "a b c"),
        ("(a or b) or c", "a or b or c"),
        ("not a", "-a"), ("NOT (a b)", "-(a b)"), ("not(a)", "-a"), ("-a", "-a"), ("--a", "--a"),
        ("-(a or b)", "-(a or b)"), ("a -b", "a -b"), ("a-b", "a-b"),
        ("\"or\"", "\"or\""), ("\"-a\"", "\"-a\""), ("\"a b\"", "\"a b\""),
        (#""say \"hi\" \\ \n""#, #""say \"hi\" \\ \\n""#), ("é", "\"é\""), ("wow!", "\"wow!\""),
        ("\"a\u{A0}\u{200B}b\"", "\"a\u{A0}\u{200B}b\""),
        ("order organd notes", "order organd notes"),
        ("agent:bot", "agent:bot"), ("agent=bot", "agent:bot"), ("agent:a,b", "agent:a,b"),
        ("agent:\"a b\",c", "agent:\"a b\",c"), ("agent:pre*", "agent:pre*"),
        ("agent:*", "agent:*"), ("agent:**", "agent:*"), ("agent:*mid*", "agent:*mid*"),
        ("agent:\"*\"", "agent:\"*\""), ("agent:*\"a*\"*", "agent:*\"a*\"*"),
        ("agent:or", "agent:or"), ("agent:-a", "agent:-a"), ("agent:a:b", "agent:\"a:b\""),
        ("tool:pay/refund", "tool:pay/refund"), ("tool:*refund", "tool:*refund"),
        ("server:pay", "server:pay"), ("code:7ak", "code:7AK"), ("code:7*", "code:7*"),
        ("kind:Call.Held", "kind:call.held"), ("kind:hold.*", "kind:hold.*"),
        ("decision:DENY", "decision:deny"), ("decision:deny,allow", "decision:allow,deny"),
        ("decision:*", "decision:allow,hold,deny"), ("decision:de*", "decision:deny"),
        ("tier:high", "tier:high"), ("tier>=high", "tier:high,critical"),
        ("tier<high", "tier:low,medium"),
        ("tier>high", "tier:critical"), ("tier<=low", "tier:low"), ("tier=low", "tier:low"),
        ("outcome:timed-out", "outcome:timed-out"), ("by:operator:ana", "by:ana"),
        ("by:ana", "by:ana"),
        ("check:limit,cap", "check:limit,cap"), ("rule:33", "rule:33"),
        ("text:a,\"b c\"", "text:a,\"b c\""), ("text:A", "a"),
        ("seq:5", "seq:5"), ("seq:5,6", "seq:5,6"), ("seq>=5", "seq>=5"), ("seq>5", "seq>=6"),
        ("seq<5", "seq<=4"), ("seq<=0", "seq:0"),
        ("seq:18446744073709551615", "seq:18446744073709551615"),
        ("seq>=18446744073709551615", "seq:18446744073709551615"),
        ("run:r7", "run:7"), ("run:R7,8", "run:7,8"), ("call:c42", "call:42"), ("run:*", "run:*"),
        ("call>c42", "call>=43"),
        ("time>=12:04", "time>=12:04"), ("time>=12:04Z", "time>=12:04"),
        ("time:12:04,13:00", "time:12:04,13:00"),
        ("time<12:04:31.250", "time<12:04:31.250"), ("time>2026-11-21", "time>2026-11-21"),
        ("time<=2026-11-21T12:04", "time<=2026-11-21T12:04Z"),
        ("time>=2026-11-21T12:04:00.000000001Z", "time>=2026-11-21T12:04:00.000000001Z"),
        ("time>=-10m", "time>=-10m"), ("time<-90s", "time<-90s"), ("since:10m", "time>=-10m"),
        ("since:120m", "time>=-2h"), ("since:0s", "time>=-0s"), ("since:12:04", "time>=12:04"),
        ("since:48h", "time>=-2d"), ("since:2024-02-29", "time>=2024-02-29"),
        ("usd>=500", "usd>=500"), ("usd:12.50", "usd:12.5"), ("usd:1,2", "usd:1,2"),
        ("records:*", "records:*"),
        ("eur<0.01", "eur<0.01"),
    ])
    func aFilterIsReadAs(_ text: String, _ spelling: String) throws {
        let filter = try Filter(text)
        #expect(filter.expression.description == spelling)
        #expect(filter.text == text)
        let again = try Filter(spelling)
        #expect(again.expression == filter.expression)
    }

    @Test func filtersAreEqualByTheirBytes() throws {
        let composed = try Filter("\"caf\u{E9}\"")
        let decomposed = try Filter("\"cafe\u{301}\"")
        #expect(composed.text == decomposed.text, "Swift takes both for one text")
        #expect(composed != decomposed)
        #expect(composed.expression != decomposed.expression)
        #expect(try composed == Filter("\"caf\u{E9}\""))
        #expect(Set([composed, decomposed]).count == 2)
        #expect(try Filter("").isEverything)
        #expect(try !Filter("a").isEverything)
        #expect(try Filter.everything == Filter(""))
    }
}
