import MCP
import Testing

@Suite struct BatchTests {
    private let call =
        #"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"a"}}"#

    @Test(arguments: [Revision.november2024, .june2025, .november2025])
    func aBatchBelongsToOneRevision(revision: Revision) {
        var relay = Fixtures.relayWithLists(agent: revision, server: .november2025)
        relay.agentSends("[\(call)]")
        let lines = relay.takeToAgent()
        #expect(lines.count == 1 && lines[0].contains("-32600"), "\(lines)")
        #expect(lines[0].contains(#""id":null"#) == (revision != .november2025))
        #expect(relay.takeToServer().isEmpty)
    }

    @Test func aModernClientHasNoBatches() {
        var relay = Fixtures.relayWithLists(agent: .july2026, server: .november2025)
        relay.agentSends("[" + Fixtures.modern("tools/call", params: #""name":"a""#) + "]")
        #expect(relay.takeToAgent().first?.contains("-32600") == true)
    }

    @Test func aBatchIsSplitAndAnsweredAsOne() {
        var relay = Fixtures.relayWithLists(agent: .march2025, server: .november2025)
        relay.agentSends(
            #"[\#(call), {"jsonrpc":"2.0","method":"notifications/progress"},{"jsonrpc":"2.0","id":3,"method":"ping"},7,{"jsonrpc":"2.0","id":"4","method":"foo/bar"},{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"b"}}]"#
        )
        #expect(relay.takeToAgent().isEmpty, "one answer for all")
        #expect(relay.takeToServer().count == 2)
        answer(&relay, RequestID(5), "b")
        #expect(relay.takeToAgent().isEmpty)
        answer(&relay, RequestID(2), "a")
        #expect(
            relay.takeToAgent() == [
                #"[{"jsonrpc":"2.0","id":3,"result":{}},{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"a message must be a JSON object"}},{"jsonrpc":"2.0","id":"4","error":{"code":-32601,"message":"Method not found"}},{"jsonrpc":"2.0","id":5,"result":{"content":[],"x":"b"}},{"jsonrpc":"2.0","id":2,"result":{"content":[],"x":"a"}}]"#
            ])
        answer(&relay, RequestID(2), "a")
        #expect(relay.takeToAgent().isEmpty, "answered once")
    }

    @Test func whatIsWithdrawnIsLeftOut() {
        var relay = Fixtures.relayWithLists(agent: .march2025, server: .november2025)
        relay.agentSends(#"[\#(call),{"jsonrpc":"2.0","id":3,"method":"ping"}]"#)
        relay.agentSends(
            #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2}}"#)
        #expect(relay.takeToAgent() == [#"[{"jsonrpc":"2.0","id":3,"result":{}}]"#])
        relay.agentSends(
            #"[\#(call),{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2}}]"#
        )
        #expect(relay.takeToAgent().isEmpty, "nothing is left to answer")
    }

    @Test func notificationsAloneAreNotAnswered() {
        var relay = Fixtures.relayWithLists(agent: .march2025, server: .november2025)
        relay.agentSends(#"[{"jsonrpc":"2.0","method":"x"},{"jsonrpc":"2.0","method":"y"}]"#)
        #expect(relay.takeToAgent().isEmpty)
    }

    @Test(arguments: ["[]", "[[]]", "[" + String(repeating: "7,", count: Limits.batch) + "7]"])
    func whatIsNoBatch(text: String) {
        var relay = Fixtures.relayWithLists(agent: .march2025, server: .november2025)
        relay.agentSends(text)
        let lines = relay.takeToAgent()
        #expect(lines.count == 1 && lines[0].contains("-32600"), "\(lines)")
    }

    @Test func initializeIsNoPartOfABatch() {
        var relay = Fixtures.relayWithLists(agent: .march2025, server: .november2025)
        relay.agentSends("[" + Fixtures.initialize("2025-03-26", id: "9") + "]")
        #expect(relay.takeToAgent().first?.hasPrefix(#"[{"jsonrpc":"2.0","id":9,"error""#) == true)
    }

    private func answer(_ relay: inout Relay, _ id: RequestID, _ mark: String) {
        relay.serverSends(
            #"{"jsonrpc":"2.0","id":\#(relay.ids[id] ?? -1),"result":{"content":[],"x":"\#(mark)"}}"#
        )
    }
}
