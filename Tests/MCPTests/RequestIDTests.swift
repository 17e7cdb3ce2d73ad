import MCP
import Testing

@Suite struct RequestIDTests {
    /// Two ids of which each is a key of its own: mcp.md section 8, row 5.
    @Test func aNumberIsNoString() {
        #expect(RequestID(1) != RequestID("1"))
        #expect(Set([RequestID(1), RequestID("1"), RequestID(1)]).count == 2)
    }

    @Test func canonicallyEqualStringsAreTwoIDs() {
        #expect(RequestID("\u{E9}") != RequestID("e\u{301}"))
        #expect(Set([RequestID("\u{E9}"), RequestID("e\u{301}")]).count == 2)
    }

    @Test(arguments: ["1", "-7", "0", "-9223372036854775808", #""a b""#, #""""#, #""\u0061\n""#])
    func theSpellingIsKept(spelling: String) throws {
        let envelope = try scan(#"{"jsonrpc":"2.0","id":\#(spelling),"method":"ping"}"#).get()
        #expect(envelope.id?.bytes.text == spelling)
    }

    @Test func aSpellingWithEscapesIsTheSameID() throws {
        let envelope = try scan(#"{"jsonrpc":"2.0","id":"\u0061","method":"ping"}"#).get()
        #expect(envelope.id == RequestID("a"))
    }

    @Test func anOwnIDIsEscaped() {
        #expect(RequestID("a\"\n\u{1}").bytes.text == #""a\"\n\u0001""#)
    }
}
