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

    /// Requests that are kept to know a late answer.
    private func kept(_ relay: Relay) -> Int {
        let session = Mirror(reflecting: relay.server)
        let outstanding = session.descendant("outstanding").map { Mirror(reflecting: $0) }
        let wanted = session.descendant("wanted").map { Mirror(reflecting: $0) }
        let requests = wanted?.descendant("requests").map { Mirror(reflecting: $0) }
        return (outstanding?.children.count ?? .max) + (requests?.children.count ?? .max)
    }

    /// However fast an agent changes its mind, one listen waits for the server: until that says that
    /// the last one stands, or is late, or ends it.
    @Test(arguments: ["acknowledged", "late", "ended"])
    func oneListenIsOpenedAtATime(way: String) throws {
        var relay = Fixtures.relayWithLists(agent: .july2026, server: .july2026)
        _ = relay.takeToServer()
        let holder = ResourceHolder.listen(connection: 1, RequestID("l"))
        for number in 0..<100 {
            for isOn in [true, false] {
                relay.perform(relay.server.want(["note://\(number)"], isOn: isOn, by: holder))
            }
        }
        relay.perform(relay.server.want(["note://a"], isOn: true, by: holder))
        let first = relay.takeToServer()
        #expect(first.count { $0.contains("subscriptions/listen") } == 1, "\(first)")
        let id = try #require(first[0].firstMatch(of: /"id":(\d+)/)?.1)
        switch way {
        case "acknowledged": relay.serverSends(Fixtures.acknowledgement(of: "\(id)"))
        case "late": relay.perform(relay.server.waited(.listen))
        default:
            relay.serverSends(#"{"jsonrpc":"2.0","id":\#(id),"result":{"resultType":"complete"}}"#)
            relay.perform(relay.server.waited(.relisten))
        }
        let second = relay.takeToServer()
        #expect(second.count { $0.contains(#""resourceSubscriptions":["note://a"]"#) } == 1)
    }

    /// A server that answers none of our own requests makes us keep the newest of them alone, and
    /// is not given up for answering the others late.
    @Test(arguments: [Revision.november2025, .july2026])
    func unansweredRequestsOfOursAreForgotten(server: Revision) {
        var relay = Fixtures.relayWithLists(agent: .july2026, server: server)
        let holder = ResourceHolder.listen(connection: 1, RequestID("l"))
        for number in 0..<3 * Limits.rememberedAnswers {
            for isOn in [true, false] {
                relay.perform(relay.server.want(["note://\(number)"], isOn: isOn, by: holder))
                relay.perform(relay.server.waited(.listen))
            }
        }
        #expect(kept(relay) <= 2 * Limits.rememberedAnswers + 10)
        let ids = relay.takeToServer().compactMap { line in
            line.firstMatch(of: /"id":(\d+)/)?.1
        }
        #expect(ids.count >= 3 * Limits.rememberedAnswers)
        for id in ids.dropLast() {
            relay.serverSends(#"{"jsonrpc":"2.0","id":\#(id),"result":{}}"#)
        }
        #expect(relay.faults.isEmpty)
        let isGivenUp = relay.serverSteps.contains { step in
            if case .fault = step { true } else { false }
        }
        #expect(!isGivenUp)
    }
}
