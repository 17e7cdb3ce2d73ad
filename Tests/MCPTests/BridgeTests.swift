import JSON
import MCP
import Testing

@Suite struct BridgeTests {
    /// A request and what the server gets: agent, server, params as sent, params as received. The
    /// server's id for it is `ID`.
    static let requests: [(Revision, Revision, String, String)] = [
        // Same era: the bytes, but for the token.
        (
            .november2025, .november2025,
            #" { "name" : "a","arguments":{"x": 1.50,"é":"\u00e9"},"_meta":{ "progressToken" : "t" ,"vendor/x":[1.0]},"future":{} }"#,
            #" { "name" : "a","arguments":{"x": 1.50,"é":"\u00e9"},"_meta":{ "progressToken" : ID ,"vendor/x":[1.0]},"future":{} }"#
        ),
        // The tasks of 2025-11-25 are not advertised, so a task is ignored.
        (
            .november2025, .november2025, #"{"name":"a","task":{"ttl":1}}"#, #"{"name":"a"}"#
        ),
        (
            .november2025, .november2025, #"{"task":{"ttl":1},"name":"a"}"#, #"{"name":"a"}"#
        ),
        // Legacy to modern: `_meta` is written, a client's own modern keys are not believed.
        (
            .november2025, .july2026, #"{"name":"a"}"#,
            #"{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"pullcord","version":"0.1.0"},"io.modelcontextprotocol/clientCapabilities":{}},"name":"a"}"#
        ),
        (
            .november2025, .july2026,
            #"{"name":"a","_meta":{"traceparent":"00-1","progressToken":5,"io.modelcontextprotocol/clientInfo":{"name":"x","version":"y"}}}"#,
            #"{"name":"a","_meta":{"traceparent":"00-1","io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"pullcord","version":"0.1.0"},"io.modelcontextprotocol/clientCapabilities":{},"progressToken":ID}}"#
        ),
        // Modern to legacy: reserved keys go, the rest stays.
        (
            .july2026, .november2025,
            #"{"name":"a","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"traceparent":"00-1","progressToken":"t","vendor/x":{"y":1.0}},"inputResponses":{},"requestState":"s"}"#,
            #"{"name":"a","_meta":{"traceparent":"00-1","vendor/x":{"y":1.0},"progressToken":ID}}"#
        ),
        // Modern to modern: what Pullcord does not carry is not declared.
        (
            .july2026, .july2026,
            #"{"name":"a","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"elicitation":{"form":{}},"sampling":{},"roots":{},"extensions":{"io.modelcontextprotocol/tasks":{},"com.example/x":{}},"new":{"a":1.0}}},"requestState":"the server's"}"#,
            #"{"name":"a","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"extensions":{"com.example/x":{}},"new":{"a":1.0}}},"requestState":"the server's"}"#
        ),
        // The state of our own hold is ours alone.
        (
            .july2026, .july2026,
            #"{"name":"a","requestState":"pullcord.c2VhbA","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}"#,
            #"{"name":"a","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}"#
        ),
    ]

    @Test(arguments: requests.indices)
    func aRequestOnItsWay(index: Int) {
        let (agent, server, sent, received) = Self.requests[index]
        var relay = Fixtures.relayWithLists(agent: agent, server: server)
        relay.agentSends(
            #"{"jsonrpc":"2.0","id":"x","method":"tools/call","params":\#(sent)}"#)
        let id = relay.ids[RequestID("x")] ?? 0
        let expected =
            #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":\#(received.replacing("ID", with: "\(id)"))}"#
        #expect(relay.takeToServer() == [expected])
    }

    @Test func aRequestWithoutParamsGetsThem() {
        var session = Fixtures.opened(.november2025, over: .july2026)
        let text = #"{"jsonrpc":"2.0","method":"completion/complete","id":2}"#
        withMessage(text) { message in
            let received = session.receive(message)
            guard case .forward(let request) = received.step, let envelope = received.envelope
            else {
                Issue.record("\(received.step)")
                return
            }
            let edit = Bridge.request(
                envelope, in: message, request, to: Fixtures.server(.july2026), id: 7)
            #expect(
                edit.applied(to: message).text
                    == #"{"jsonrpc":"2.0","method":"completion/complete","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"pullcord","version":"0.1.0"},"io.modelcontextprotocol/clientCapabilities":{}}},"id":7}"#
            )
        }
    }

    /// A result and what the agent gets.
    static let results: [(Revision, Revision, String, String)] = [
        (
            .november2025, .november2025, #"{ "content":[],"x":1.0 }"#, #"{ "content":[],"x":1.0 }"#
        ),
        (
            .july2026, .july2026,
            #"{"resultType":"input_required","requestState":"s","inputRequests":{}}"#,
            #"{"resultType":"input_required","requestState":"s","inputRequests":{}}"#
        ),
        (
            .november2025, .july2026,
            #"{"resultType":"complete","content":[],"structuredContent":[1],"ttlMs":1,"_meta":{"v/x":1},"cacheScope":"public"}"#,
            #"{"content":[],"_meta":{"v/x":1}}"#
        ),
        (
            .november2025, .july2026,
            #"{"content":[],"structuredContent":{"a":1},"resultType":"complete"}"#,
            #"{"content":[],"structuredContent":{"a":1}}"#
        ),
        (.november2025, .july2026, #"{"resultType":"complete"}"#, "{}"),
        (
            .july2026, .november2025, #"{"content":[]}"#,
            #"{"resultType":"complete","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"lab","version":"9"}},"content":[]}"#
        ),
        (
            .july2026, .november2025, #"{"_meta":{},"content":[],"resultType":"odd"}"#,
            #"{"_meta":{"io.modelcontextprotocol/serverInfo":{"name":"lab","version":"9"}},"content":[],"resultType":"complete"}"#
        ),
        (
            .july2026, .november2025, "{ }",
            #"{"resultType":"complete","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"lab","version":"9"}} }"#
        ),
    ]

    @Test(arguments: results.indices)
    func aResultOnItsWay(index: Int) {
        let (agent, server, sent, received) = Self.results[index]
        let line = answered(agent, server, #""result":\#(sent)"#)
        #expect(line == #"{"jsonrpc":"2.0","id":2,"result":\#(received)}"#)
    }

    @Test func aReadOfALegacyServerGetsItsCacheHints() {
        let line = answered(
            .july2026, .november2025, #""result":{"contents":[]}"#, method: "resources/read")
        #expect(line.contains(#""resultType":"complete","ttlMs":0,"cacheScope":"private""#))
    }

    /// An error code, the pair, and the code that the agent gets; nil: a tool result in its place.
    static let errors: [(Int, Revision, Revision, Int?)] = [
        (-32602, .november2025, .july2026, -32602), (-32602, .july2026, .november2025, -32602),
        (-32002, .november2025, .november2025, -32002), (-32002, .july2026, .june2025, -32602),
        (-32021, .november2025, .july2026, nil), (-32021, .july2026, .july2026, -32021),
        (-32022, .november2025, .july2026, -32603), (-32042, .july2026, .november2025, nil),
        (-32042, .november2025, .november2025, -32042), (17, .july2026, .november2025, 17),
    ]

    @Test(arguments: errors.indices)
    func anErrorOnItsWay(index: Int) {
        let (code, agent, server, expected) = Self.errors[index]
        let line = answered(
            agent, server,
            #""error":{"code":\#(code),"message":"m","data":{"requiredCapabilities":{"elicitation":{}}}}"#
        )
        if let expected {
            #expect(line.contains(#""code":\#(expected),"message":"m""#))
        } else {
            #expect(line.contains(#""isError":true"#) && !line.contains(#""code""#), "\(line)")
        }
        if code == -32021, expected == nil { #expect(line.contains("elicitation")) }
    }

    @Test func aLegacyCallerIsToldThatInputIsWanted() {
        let line = answered(
            .november2025, .july2026,
            #""result":{"resultType":"input_required","requestState":"s"}"#)
        #expect(line.contains(#""isError":true"#) && line.contains("not completed"))
        #expect(!line.contains("requestState"))
    }

    private func answered(
        _ agent: Revision, _ server: Revision, _ answer: String, method: String = "tools/call"
    ) -> String {
        var relay = Fixtures.relayWithLists(agent: agent, server: server)
        let target = method == "tools/call" ? #""name":"a""# : #""uri":"note://a""#
        relay.agentSends(
            agent.era == .modern
                ? Fixtures.modern(method, id: "2", params: target)
                : Fixtures.legacy(method, params: target))
        let id = relay.ids[RequestID(2)] ?? 0
        relay.serverSends(#"{"jsonrpc":"2.0","id":\#(id),\#(answer)}"#)
        let lines = relay.takeToAgent()
        #expect(lines.count == 1)
        return lines.first ?? ""
    }
}
