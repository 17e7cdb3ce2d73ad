import Query
import Testing

/// What is refused, where, and what is proposed instead.
struct FilterFaultTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let column: Int
        let says: String
        let suggestion: String?

        init(_ text: String, _ column: Int, _ says: String, _ suggestion: String? = nil) {
            (self.text, self.column, self.says, self.suggestion) = (text, column, says, suggestion)
        }

        var testDescription: String { text }
    }

    static let cases = [
        Case("agnet:bot", 1, "there is no field 'agnet'", "agent"),
        Case("a Tool:x/y", 3, "there is no field 'Tool'", "tool"),
        Case("desicion:deny", 1, "there is no field", "decision"),
        Case("dec:deny", 1, "there is no field", "decision"),
        Case("sqe>=5", 1, "there is no field", "seq"),
        Case("recods>=5", 1, "there is no field", "records"),
        Case("usx>=5", 1, "there is no field", "usd"),
        Case("abx>=5", 1, "there is no field", nil),
        Case("qqqqqqq:1", 1, "there is no field 'qqqqqqq'; a text with such a mark in it", nil),
        Case("https://x", 1, "there is no field 'https'", nil),
        Case("judgement.tier=high", 1, "there is no field", nil),
        Case("é agnet:b", 3, "there is no field", "agent"),
        Case("decision:denied", 10, "decision is never 'denied': it is allow, hold, deny", "deny"),
        Case("decision:xyz*", 10, "decision is never 'xyz'", nil),
        Case("tier:hihg", 6, "tier is never 'hihg': it is low, medium, high, critical", "high"),
        Case("tier:CRIT", 6, "tier is never", "critical"),
        Case("tier:low,hugh", 10, "tier is never", "high"),
        Case("tier>critical", 6, "no tier is tier>critical"), Case("tier<low", 6, "no tier is"),
        Case("tier>=*", 7, "one tier, written whole"),
        Case("tier>=low,high", 11, "a comparison takes one value"),
        Case("outcome:timedout", 9, "outcome is never", "timed-out"),
        Case("check:limits", 7, "check is never", "limit"),
        Case("kind:call.hold", 6, "kind is never 'call.hold'", "call.held"),
        Case("tool:refund", 6, "a tool is written server/tool", "*/refund"),
        Case("code:7a", 6, "a code has three characters", "7a*"),
        Case("agent>=b", 6, "agent has no order; write agent:VALUE", "agent:"),
        Case("decision>hold", 9, "decision has no order", "decision:"),
        Case("since>10m", 6, "since has no order", "since:"),
        Case("agent!=bot", 6, "what is excluded is written -agent:VALUE", "-agent:"),
        Case("!agent:bot", 1, "what is excluded is written with '-' or 'not'", "-"),
        Case("agent:", 7, "a value is missing here"), Case("agent: bot", 7, "a value is missing"),
        Case("agent:a,", 9, "a value is missing"), Case("agent:,a", 7, "a value is missing"),
        Case("agent:\"\"", 7, "a value is missing"), Case("(agent:)", 8, "a value is missing"),
        Case("seq >= 5", 5, "a field is missing before this"), Case(":x", 1, "a field is missing"),
        Case("seq:>5", 4, "one mark stands between a field and its value: seq>=VALUE"),
        Case("seq==5", 4, "one mark stands"), Case("seq>>5", 4, "one mark stands"),
        Case("seq:x", 5, "seq takes a whole number, as in 42"),
        Case("seq:-1", 5, "seq takes a whole number"), Case("seq:1.0", 5, "a whole number"),
        Case("seq:*", 5, "a whole number"), Case("seq:r7", 5, "a whole number"),
        Case("run:c7", 5, "run takes a whole number, as in 42 or r42"),
        Case("run:r", 5, "a whole number"), Case("run:7*", 5, "a whole number"),
        Case("seq:18446744073709551616", 5, "no seq is that large"),
        Case("seq<0", 5, "no seq is <0"), Case("seq>18446744073709551615", 5, "no seq is >"),
        Case("time>=12", 7, "a time is written"), Case("time>=24:00", 7, "a time is written"),
        Case("time>=12:60", 7, "a time is written"), Case("time>=12:04:60", 7, "a time is written"),
        Case("time>=12:04:00.", 7, "a time"), Case("time>=12:04:00.1234567890", 7, "a time"),
        Case("time>=2026-02-29", 7, "a time"), Case("time>=2100-02-29", 7, "a time"),
        Case("time>=2026-13-01", 7, "a time"), Case("time>=1969-12-31", 7, "a time"),
        Case("time>=2262-01-01", 7, "a time"), Case("time>=2026-1-1", 7, "a time"),
        Case("time>=2026-11-21T12:04:00+01:00", 7, "a time"), Case("time>=10m", 7, "a time"),
        Case("time>=12:04*", 7, "a time"), Case("time:-10m", 6, "one exact moment", "since:10m"),
        Case("time>=-10x", 7, "a time"), Case("time>=-99999999999d", 7, "a time"),
        Case("since:10", 7, "since takes 45s, 10m"), Case("since:m", 7, "since takes"),
        Case("since:1h,2h", 10, "since takes one time"), Case("since:1.5h", 7, "since takes"),
        Case("usd>=x", 6, "usd takes a plain decimal"), Case("usd>=-5", 6, "a plain decimal"),
        Case("usd>=1e3", 6, "a plain decimal"), Case("usd>=1*", 6, "a plain decimal"),
        Case("usd>=0123", 6, "a plain decimal"), Case("usd>=*", 6, "a plain decimal"),
        Case("usd>=1000000000000000000000000000000000000000", 6, "a plain decimal"),
        Case("refund*", 7, "found anywhere without '*'"), Case("*", 1, "found anywhere"),
        Case("text:a*", 6, "found anywhere"), Case("a,b", 2, "a list stands behind a field"),
        Case("agent:a*b", 8, "'*' stands at the beginning or the end"),
        Case("agent:a<b", 8, "a value with this mark in it stands in quotes"),
        Case("agent:a\"b\"", 8, "stands in quotes"), Case("agent:a(b)", 8, "stands in quotes"),
        Case("a\"b\"", 2, "a space is missing here"), Case("\"a\"b", 4, "a space is missing"),
        Case("a(b)", 2, "a space is missing"), Case("(a)b", 4, "a space is missing"),
        Case("\"abc", 1, "this quote is not closed"), Case("\"abc\\\"", 1, "not closed"),
        Case("x agent:\"abc", 9, "not closed"),
        Case("\"\"", 1, "nothing stands between the quotes"),
        Case("(a", 1, "this '(' is not closed"), Case("a)", 2, "this ')' closes nothing"),
        Case("()", 2, "missing before ')'"), Case("(a or)", 6, "missing before ')'"),
        Case("a or", 5, "missing at the end"), Case("not", 4, "missing at the end"),
        Case("or a", 1, "missing before 'or'"), Case("a or or b", 6, "missing before 'or'"),
        Case("a or and b", 6, "missing before 'and'"), Case("a and and b", 7, "before 'and'"),
        Case("-", 1, "'-' stands right before"), Case("a - b", 3, "'-' stands right before"),
        Case("a || b", 3, "terms are joined by a space for 'and', and by 'or'", "or"),
        Case("a & b", 3, "terms are joined"), Case("a\u{A0}b", 2, "no plain space"),
        Case("a\u{A0}agent:b", 2, "cannot be seen, or is no plain space"),
        Case("agent:bot\u{200B}", 10, "cannot be seen"), Case("a\u{202E}b", 2, "cannot be seen"),
        Case("\u{1B}[0m", 1, "cannot be seen"), Case("a\u{7F}", 2, "cannot be seen"),
        Case("agent:a\u{2003}b", 8, "no plain space"),
    ]

    @Test(arguments: cases)
    func itIsRefused(_ example: Case) {
        let fault = #expect(throws: FilterFault.self) { try Filter(example.text) }
        #expect(fault?.column == example.column)
        #expect(fault?.suggestion == example.suggestion)
        #expect(fault?.message.contains(example.says) == true, "\(String(describing: fault))")
        #expect(fault?.message.first?.isUppercase == false && fault?.message.last != ".")
    }

    /// Where a suggestion takes the place of what was misspelled, the filter is read.
    @Test(arguments: [
        ("agnet:bot", "agent:bot"), ("tier:hihg", "tier:high"), ("tool:refund", "tool:*/refund"),
        ("code:7a", "code:7a*"), ("!agent:bot", "-agent:bot"),
        ("outcome:timedout", "outcome:timed-out"),
    ])
    func aSuggestionIsRight(_ wrong: String, _ right: String) throws {
        let fault = try #require(throws: FilterFault.self) { try Filter(wrong) }
        let suggestion = try #require(fault.suggestion)
        #expect(right.contains(suggestion))
        _ = try Filter(right)
    }

    @Test func aFaultIsOneSentence() {
        let fault = #expect(throws: FilterFault.self) { try Filter("a agnet:bot") }
        #expect(
            fault?.description
                == "column 3: there is no field 'agnet'; a text with such a mark in it stands in "
                + "quotes; did you mean 'agent'?")
    }
}
