import MCP
import Testing

@Suite struct SubscriptionTests {
    private let updated =
        #"{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"note://a/b"}}"#

    private let other = ResourceHolder.subscriber(connection: 2)

    private func listen(_ filter: String) -> String {
        Fixtures.modern(
            "subscriptions/listen", id: "\"l\"", params: #""notifications":{\#(filter)}"#)
    }

    @Test(arguments: [Revision.november2025, .july2026])
    func aListenIsAcknowledgedTaggedAndEnded(server: Revision) {
        var relay = Fixtures.relayWithLists(agent: .july2026, server: server)
        relay.agentSends(
            listen(#""toolsListChanged":true,"resourceSubscriptions":["note://a"],"new":1"#))
        #expect(
            relay.takeToAgent() == [
                #"{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":"l"},"notifications":{"toolsListChanged":true,"resourceSubscriptions":["note://a"]}}}"#
            ])
        let sent = relay.takeToServer()
        if server.era == .legacy {
            #expect(sent.count == 1 && sent[0].contains(#""resources/subscribe""#), "\(sent)")
        } else {
            #expect(sent.count == 2 && sent[0].contains(#""resourceSubscriptions":["note://a"]"#))
            #expect(sent[1].contains("notifications/cancelled"), "the older listen")
        }
        relay.serverSends(updated)
        relay.serverSends(updated.replacing("note://a/b", with: "note://ab"))
        #expect(
            relay.takeToAgent() == [
                #"{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":"l"},"uri":"note://a/b"}}"#
            ])
        #expect(relay.agent.changed(.prompts).isEmpty, "not asked for")
        #expect(
            relay.agent.changed(.tools).map(\.text) == [
                #"{"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":"l"}}}"#
            ])
        #expect(
            relay.agent.endListens().map(\.text) == [
                #"{"jsonrpc":"2.0","id":"l","result":{"resultType":"complete","_meta":{"io.modelcontextprotocol/subscriptionId":"l"}}}"#
            ])
        #expect(
            relay.agent.changed(.tools).isEmpty && relay.agent.settle(RequestID("l")) == .nobody)
    }

    @Test func aListenThatIsAnsweredIsOver() {
        var relay = Fixtures.relayWithLists(agent: .july2026, server: .november2025)
        relay.agentSends(listen(#""toolsListChanged":true,"resourceSubscriptions":["note://a"]"#))
        #expect(relay.agent.settle(RequestID("l")) == .deliver)
        #expect(relay.agent.changed(.tools).isEmpty)
        #expect(relay.agent.updated(uri: "note://a").isEmpty)
        #expect(!relay.agent.wantsResources)
    }

    @Test func aCancelledListenSaysNothingMore() {
        var relay = Fixtures.relayWithLists(agent: .july2026, server: .november2025)
        relay.agentSends(listen(#""toolsListChanged":true,"resourceSubscriptions":["note://a"]"#))
        relay.toAgent = []
        relay.toServer = []
        relay.agentSends(
            #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"l"}}"#)
        #expect(relay.takeToServer().first?.contains("resources/unsubscribe") == true)
        #expect(relay.agent.changed(.tools).isEmpty)
        #expect(relay.agent.endListens().isEmpty)
        #expect(relay.takeToAgent().isEmpty)
    }

    /// A resource that two connections of one agent want is subscribed to once upstream, and given
    /// up with the last.
    @Test func subscriptionsAreCounted() {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        #expect(relay.server.want(["note://a"], isOn: true, by: other).count == 1)
        relay.agentSends(Fixtures.legacy("resources/subscribe", params: #""uri":"note://a""#))
        #expect(relay.takeToServer().isEmpty)
        #expect(relay.takeToAgent() == [#"{"jsonrpc":"2.0","id":2,"result":{}}"#])
        #expect(relay.agent.subscribedResources == ["note://a"])
        relay.serverSends(updated)
        #expect(relay.takeToAgent() == [updated])
        relay.agentSends(
            Fixtures.legacy("resources/unsubscribe", id: "3", params: #""uri":"note://a""#))
        #expect(relay.takeToServer().isEmpty, "another still wants it")
        #expect(relay.server.want(["note://a"], isOn: false, by: other).count == 1)
        #expect(relay.server.want(["note://a"], isOn: false, by: other).isEmpty)
        relay.serverSends(updated)
        #expect(relay.takeToAgent().count == 1, "the answer to unsubscribe alone")
    }

    /// What the server refused counts for nothing: asking again asks it again, and two that ask at
    /// once are both passed on.
    @Test func aRefusedSubscriptionIsNone() {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        func ask(_ id: String) -> String {
            Fixtures.legacy("resources/subscribe", id: id, params: #""uri":"note://a""#)
        }
        relay.agentSends(ask("2"))
        guard let first = relay.server.requestsInFlight.first else {
            Issue.record("not passed on")
            return
        }
        #expect(relay.takeToServer().count == 1)
        relay.serverSends(
            #"{"jsonrpc":"2.0","id":\#(first.id),"error":{"code":-1,"message":"no"}}"#)
        #expect(relay.agent.subscribedResources.isEmpty)
        relay.agentSends(ask("3"))
        #expect(relay.takeToServer().count == 1, "asked again")
        guard let second = relay.server.requestsInFlight.first else { return }
        relay.serverSends(#"{"jsonrpc":"2.0","id":\#(second.id),"result":{}}"#)
        #expect(relay.agent.subscribedResources == ["note://a"])
        relay.agentSends(ask("4"))
        #expect(relay.takeToServer().isEmpty, "it stands")
        #expect(relay.server.want(["note://a"], isOn: true, by: other).isEmpty, "and is counted")
        #expect(relay.server.want(["note://a"], isOn: false, by: other).isEmpty)
        #expect(relay.server.leave(1).count == 1)
    }

    private func ask(_ method: String, _ id: Int, _ uri: String = "note://a") -> String {
        Fixtures.legacy("resources/\(method)", id: "\(id)", params: #""uri":"\#(uri)""#)
    }

    /// The server's answer to the agent's request.
    private func answer(
        _ relay: inout Relay, _ id: Int64, _ what: String = #""result":{}"#
    ) {
        relay.serverSends(
            #"{"jsonrpc":"2.0","id":\#(relay.ids[RequestID(id)] ?? -1),\#(what)}"#)
    }

    private let refused = #""error":{"code":-1,"message":"no"}"#

    /// However many subscriptions were on their way at once, one end of it ends it.
    @Test func whatIsAskedTwiceAtOnceIsOneWish() {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        relay.agentSends(ask("subscribe", 2))
        relay.agentSends(ask("subscribe", 3))
        answer(&relay, 2)
        answer(&relay, 3)
        _ = relay.takeToServer()
        relay.agentSends(ask("unsubscribe", 4))
        #expect(relay.takeToServer().first?.contains("resources/unsubscribe") == true)
        #expect(relay.server.leave(1).isEmpty, "nothing is left")
    }

    /// What follows while the answer is awaited is in its place: the last word counts.
    @Test func theEndMayCrossTheAnswer() {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        relay.agentSends(ask("subscribe", 2))
        relay.agentSends(ask("unsubscribe", 3))
        #expect(relay.takeToServer().count == 2, "both are passed on")
        answer(&relay, 3)
        answer(&relay, 2)
        #expect(relay.agent.subscribedResources.isEmpty)
        #expect(relay.takeToServer().isEmpty && relay.server.leave(1).isEmpty)
        relay.agentSends(ask("subscribe", 4))
        relay.agentSends(ask("unsubscribe", 5))
        relay.agentSends(ask("subscribe", 6))
        for id in [4, 5, 6] { answer(&relay, Int64(id)) }
        #expect(relay.agent.subscribedResources == ["note://a"])
        #expect(relay.server.leave(1).count == 1)
    }

    /// A subscription that its caller gave up may still be taken: then it is ended.
    @Test func aSubscriptionThatNobodyWaitsForIsEnded() {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        relay.agentSends(ask("subscribe", 2))
        relay.agentSends(
            #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2}}"#)
        #expect(relay.takeToServer().count == 2)
        answer(&relay, 2)
        let sent = relay.takeToServer()
        #expect(sent.count == 1 && sent[0].contains("resources/unsubscribe"), "\(sent)")
        relay.agentSends(ask("subscribe", 3))
        _ = relay.takeToServer()
        #expect(relay.server.leave(1).count == 1, "a connection that is gone leaves nothing")
        answer(&relay, 3)
        #expect(relay.takeToServer().isEmpty, "it was ended already")
    }

    /// Of two that ask at once the one that the server refuses holds nothing, and what the other
    /// gave up meanwhile is ended.
    @Test func theLastWishMayBeARefusedOne() {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        relay.agentSends(ask("subscribe", 2))
        relay.agentSends(ask("subscribe", 3))
        answer(&relay, 3, refused)
        #expect(relay.agent.subscribedResources.isEmpty)
        answer(&relay, 2)
        #expect(relay.agent.subscribedResources == ["note://a"])
        #expect(relay.server.leave(1).count == 1)
    }

    /// Nothing was written, so all is as before: the end of a subscription that was taken back
    /// ended nothing.
    @Test func whatIsTakenBackLeavesAllAsItWas() {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        relay.agentSends(ask("subscribe", 2))
        #expect(relay.server.takeBack(relay.ids[RequestID(2)] ?? -1).isEmpty)
        #expect(relay.server.leave(1).isEmpty)
        relay.agentSends(ask("subscribe", 3))
        answer(&relay, 3)
        relay.agentSends(ask("unsubscribe", 4))
        #expect(relay.server.takeBack(relay.ids[RequestID(4)] ?? -1).isEmpty)
        #expect(relay.server.leave(1).count == 1)
    }

    /// A new process of a server may refuse what the one before it took: the next that asks for it
    /// reaches the server.
    @Test func whatANewProcessRefusesIsNotHeld() {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        relay.agentSends(ask("subscribe", 2))
        answer(&relay, 2)
        _ = relay.server.leave(1)
        _ = relay.takeToServer()
        let me = ResourceHolder.subscriber(connection: 1)
        relay.perform(relay.server.want(["note://a"], isOn: true, by: me))
        guard let line = relay.takeToServer().first,
            let id = line.firstMatch(of: /"id":(\d+)/)?.1
        else {
            Issue.record("the server is not asked")
            return
        }
        relay.serverSends(#"{"jsonrpc":"2.0","id":\#(id),\#(refused)}"#)
        #expect(relay.agent.subscribedResources.isEmpty)
        relay.agentSends(ask("subscribe", 3))
        #expect(relay.takeToServer().count == 1)
    }

    /// What was asked for counts like what stands.
    @Test func theLimitCountsWhatIsAskedFor() {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        let most = Limits.subscribedResources
        for number in 0..<most - 1 {
            relay.agentSends(ask("subscribe", number + 2, "note://\(number)"))
            answer(&relay, Int64(number + 2))
        }
        _ = relay.takeToServer()
        relay.agentSends(ask("subscribe", most + 2, "note://a"))
        relay.agentSends(ask("subscribe", most + 3, "note://b"))
        #expect(relay.takeToServer().count == 1)
        #expect(relay.toAgent.last?.text.contains("resources may be subscribed to") == true)
    }

    @Test func aLegacySubscriptionOverAModernServerIsItsListen() {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .july2026)
        relay.agentSends(Fixtures.legacy("resources/subscribe", params: #""uri":"note://a""#))
        #expect(relay.takeToAgent() == [#"{"jsonrpc":"2.0","id":2,"result":{}}"#])
        let sent = relay.takeToServer()
        #expect(sent.first?.contains(#""method":"subscriptions/listen""#) == true, "\(sent)")
        relay.serverSends(updated.replacing("{\"uri\"", with: "{\"_meta\":{},\"uri\""))
        #expect(relay.takeToAgent() == [updated])
    }

    @Test func logsGoWhereTheyBelong() {
        let log =
            #"{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"x"}}"#
        var legacy = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        legacy.serverSends(log)
        #expect(legacy.takeToAgent() == [log], "no level set: all of them")
        legacy.agentSends(Fixtures.legacy("logging/setLevel", params: #""level":"error""#))
        legacy.serverSends(log)
        #expect(legacy.takeToAgent().isEmpty)
        var modern = Fixtures.relayWithLists(agent: .july2026, server: .november2025)
        modern.agentSends(Fixtures.modern("tools/call", id: "2", params: #""name":"a""#))
        modern.serverSends(log)
        #expect(modern.takeToAgent().isEmpty, "nobody asked")
        let asking = Fixtures.modern("tools/call", id: "3", params: #""name":"a""#).replacing(
            #""_meta":{"#, with: #""_meta":{"io.modelcontextprotocol/logLevel":"info","#)
        _ = modern.takeToServer()
        modern.agentSends(asking)
        #expect(modern.takeToServer().first?.contains("logging/setLevel") == true)
        modern.serverSends(log)
        #expect(modern.takeToAgent().isEmpty, "two under way: whose it is cannot be told")
        modern.serverSends(
            #"{"jsonrpc":"2.0","id":\#(modern.ids[RequestID(2)] ?? -1),"result":{"content":[]}}"#)
        modern.toAgent = []
        modern.serverSends(log)
        #expect(modern.takeToAgent() == [log])
    }

    @Test func aLegacyLevelIsStampedForAModernServer() {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .july2026)
        relay.agentSends(Fixtures.legacy("logging/setLevel", params: #""level":"warning""#))
        #expect(relay.takeToAgent() == [#"{"jsonrpc":"2.0","id":2,"result":{}}"#])
        relay.agentSends(Fixtures.legacy("tools/call", id: "3", params: #""name":"a""#))
        #expect(
            relay.takeToServer().first?.contains(
                #""io.modelcontextprotocol/logLevel":"warning""#) == true)
    }
}
