import MCP
import Testing

/// What an agent can make the supervisor keep by naming resources (design section 7.9).
@Suite struct SubscriptionBoundsTests {
    private let longest = 8 << 10
    private let most = 256 << 10

    private func ask(_ method: String, _ id: Int, _ uri: String) -> String {
        Fixtures.legacy("resources/\(method)", id: "\(id)", params: #""uri":"\#(uri)""#)
    }

    private func uri(_ number: Int, bytes: Int) -> String {
        let start = "note://\(number)/"
        return start + String(repeating: "x", count: bytes - start.utf8.count)
    }

    private func listen(_ id: String, _ uris: [String]) -> String {
        let list = uris.map { "\"\($0)\"" }.joined(separator: ",")
        return Fixtures.modern(
            "subscriptions/listen", id: "\"\(id)\"",
            params: #""notifications":{"resourceSubscriptions":[\#(list)]}"#)
    }

    @Test func aLongAddressIsRefused() {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        relay.agentSends(ask("subscribe", 2, uri(1, bytes: longest)))
        #expect(relay.takeToServer().count == 1, "the longest is taken")
        relay.agentSends(ask("subscribe", 3, uri(2, bytes: longest + 1)))
        #expect(relay.takeToServer().isEmpty)
        #expect(relay.toAgent.last?.text.contains("longer than 8192 bytes") == true)
    }

    @Test func theSumOfAConnectionsWishesIsBounded() {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        let count = most / longest
        for number in 0..<count {
            relay.agentSends(ask("subscribe", number + 2, uri(number, bytes: longest)))
        }
        #expect(relay.takeToServer().count == count)
        // What is asked for counts like what stands.
        let next = ask("subscribe", 900, "note://a")
        relay.agentSends(next)
        #expect(relay.takeToServer().isEmpty)
        #expect(relay.toAgent.last?.text.contains("262144 bytes") == true)
        for number in 0..<count {
            relay.serverSends(
                #"{"jsonrpc":"2.0","id":\#(relay.ids[RequestID(Int64(number + 2))] ?? -1),"result":{}}"#
            )
        }
        relay.agentSends(next.replacing("900", with: "901"))
        #expect(relay.takeToServer().isEmpty)
        // What ends makes room.
        relay.agentSends(ask("unsubscribe", 902, uri(0, bytes: longest)))
        relay.serverSends(
            #"{"jsonrpc":"2.0","id":\#(relay.ids[RequestID(902)] ?? -1),"result":{}}"#)
        _ = relay.takeToServer()
        relay.agentSends(next.replacing("900", with: "903"))
        #expect(relay.takeToServer().count == 1)
    }

    @Test func whatListensNameIsBounded() {
        var relay = Fixtures.relayWithLists(agent: .july2026, server: .november2025)
        relay.agentSends(listen("a", [uri(1, bytes: longest + 1)]))
        #expect(relay.toAgent.last?.text.contains("longer than 8192 bytes") == true)
        let count = most / longest
        relay.agentSends(listen("b", (0..<count).map { uri($0, bytes: longest) }))
        #expect(relay.toAgent.last?.text.contains("acknowledged") == true)
        #expect(relay.takeToServer().count == count)
        relay.agentSends(listen("c", ["note://a"]))
        #expect(relay.toAgent.last?.text.contains("262144 bytes") == true)
        #expect(relay.takeToServer().isEmpty)
        relay.agentSends(
            #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"b"}}"#)
        _ = relay.takeToServer()
        relay.agentSends(listen("d", ["note://a"]))
        #expect(relay.takeToServer().count == 1, "what ends makes room")
    }
}
