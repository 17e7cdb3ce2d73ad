import MCP
import Testing

@Suite struct HoldStateTests {
    private func governed(_ text: String, _ revision: Revision) -> (AgentRequest, String?)? {
        var session = Fixtures.opened(revision)
        return withMessage(text) { message in
            let received = session.receive(message)
            guard case .govern(let request) = received.step, let envelope = received.envelope
            else { return nil }
            return (request, HoldState.seal(of: envelope, in: message))
        }
    }

    @Test func aRetryIsKnownByItsState() throws {
        let first = Fixtures.modern("tools/call", id: "2", params: #""name":"a""#)
        let (request, none) = try #require(governed(first, .july2026))
        #expect(none == nil)
        #expect(
            HoldState.leg(of: request, seal: "c2Vh")?.text
                == #"{"jsonrpc":"2.0","id":2,"result":{"resultType":"input_required","requestState":"pullcord.c2Vh","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"pullcord","version":"0.1.0"}}}}"#
        )
        let again = Fixtures.modern(
            "tools/call", id: "3", params: #""name":"a","requestState":"pullcord.c2Vh""#)
        #expect(try #require(governed(again, .july2026)).1 == "c2Vh")
        let escaped = again.replacing("pullcord.", with: #"\u0070ullcord."#)
        #expect(try #require(governed(escaped, .july2026)).1 == "c2Vh")
        let theirs = again.replacing("pullcord.", with: "v1.")
        #expect(try #require(governed(theirs, .july2026)).1 == nil)
    }

    @Test func aLegacyClientHasNoLegs() throws {
        let text = Fixtures.legacy("tools/call", params: #""name":"a""#)
        let (request, _) = try #require(governed(text, .november2025))
        #expect(HoldState.leg(of: request, seal: "x") == nil)
    }
}
