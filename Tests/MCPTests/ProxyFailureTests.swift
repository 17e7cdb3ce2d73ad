import JSON
import MCP
import Testing

/// What other proxies got wrong, where a value can show it: the rows of mcp.md section 8.
@Suite struct ProxyFailureTests {
    static let pairs: [(Revision, Revision)] = [
        (.november2025, .november2025), (.july2026, .july2026), (.november2025, .july2026),
        (.july2026, .november2025), (.november2024, .march2025),
    ]

    private func call(_ agent: Revision, id: String, meta: String = "") -> String {
        if agent.era == .modern {
            let text = Fixtures.modern("tools/call", id: id, params: #""name":"a""#)
            return meta.isEmpty ? text : text.replacing(#""_meta":{"#, with: #""_meta":{\#(meta),"#)
        }
        let rest = meta.isEmpty ? "" : #","_meta":{\#(meta)}"#
        return Fixtures.legacy("tools/call", id: id, params: #""name":"a"\#(rest)"#)
    }

    private func own(_ relay: Relay, _ id: RequestID) -> Int64 { relay.ids[id] ?? -1 }

    /// Rows 1 and 2: a cancel goes to the server with the server's id, and nothing comes back.
    @Test(arguments: pairs.indices)
    func aCancelIsMapped(index: Int) {
        let (agent, server) = Self.pairs[index]
        var relay = Fixtures.relayWithLists(agent: agent, server: server)
        relay.agentSends(call(agent, id: "\"x\""))
        let id = own(relay, RequestID("x"))
        _ = relay.takeToServer()
        relay.agentSends(
            #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"x","reason":"r"}}"#
        )
        #expect(
            relay.takeToServer() == [
                #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":\#(id),"reason":"r"}}"#
            ])
        relay.serverSends(#"{"jsonrpc":"2.0","id":\#(id),"result":{"content":[]}}"#)
        #expect("\(relay.serverSteps.last.map { "\($0)" } ?? "")".hasPrefix("late"))
        #expect(relay.takeToAgent().isEmpty)
        #expect(relay.server.cancel(id, reason: nil).isEmpty, "withdrawn once")
    }

    /// Row 3: every request passes the same path: id, token, `_meta` and unknown members.
    @Test(arguments: [
        ("tools/call", #""name":"a""#), ("resources/read", #""uri":"note://a""#),
        ("prompts/get", #""name":"p""#), ("completion/complete", #""ref":{}"#),
        ("logging/setLevel", #""level":"info""#), ("resources/subscribe", #""uri":"note://a""#),
    ])
    func everyRequestHasTheSamePath(method: String, params: String) {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        relay.agentSends(
            Fixtures.legacy(
                method, params: #"\#(params),"_meta":{"progressToken":"t","v/x":1.0},"new":[]"#))
        let sent = relay.takeToServer()
        let id = relay.server.requestsInFlight.first?.id ?? -1
        #expect(
            sent == [
                Fixtures.legacy(
                    method, id: "\(id)",
                    params: #"\#(params),"_meta":{"progressToken":\#(id),"v/x":1.0},"new":[]"#)
            ])
    }

    /// Row 4: one id on two connections is two requests.
    @Test func twoConnectionsMayUseOneID() throws {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        var other = Fixtures.opened(.november2025)
        relay.agentSends(call(.november2025, id: "1"))
        let text = call(.november2025, id: "1")
        let second = try #require(
            withMessage(text) { message -> Int64? in
                let received = other.receive(message)
                guard case .govern(let request) = received.step, let envelope = received.envelope
                else { return nil }
                return relay.server.forward(request, envelope, in: message, from: 2)?.forwarded.id
            })
        #expect(second != own(relay, RequestID(1)))
        relay.serverSends(#"{"jsonrpc":"2.0","id":\#(second),"result":{"content":[]}}"#)
        guard case .answered(let forwarded) = relay.serverSteps.last else {
            Issue.record("not answered")
            return
        }
        #expect(forwarded.connection == 2)
    }

    /// Rows 7 to 10: tokens are those given, in their kind; none without one; values rise; nothing
    /// after the answer.
    @Test func progressIsMapped() {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        relay.agentSends(call(.november2025, id: "2", meta: #""progressToken":"7""#))
        relay.agentSends(call(.november2025, id: "3", meta: #""progressToken":7"#))
        relay.agentSends(call(.november2025, id: "4"))
        func progress(_ id: Int64, _ value: String, quoted: Bool = false) -> [String] {
            let token = quoted ? "\"\(id)\"" : "\(id)"
            relay.serverSends(
                #"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":\#(token),"progress":\#(value),"message":"m"}}"#
            )
            return relay.takeToAgent()
        }
        func told(_ token: String, _ value: String) -> [String] {
            [
                #"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":\#(token),"progress":\#(value),"message":"m"}}"#
            ]
        }
        let (first, second) = (own(relay, RequestID(2)), own(relay, RequestID(3)))
        #expect(progress(first, "0.50") == told("\"7\"", "0.50"))
        #expect(progress(second, "1") == told("7", "1"))
        #expect(progress(first, "0.5").isEmpty, "equal")
        #expect(progress(first, "0.4").isEmpty, "falling")
        #expect(progress(first, "6e-1") == told("\"7\"", "6e-1"))
        #expect(progress(own(relay, RequestID(4)), "1").isEmpty, "no token was given")
        #expect("\(relay.serverSteps.last.map { "\($0)" } ?? "")".contains("strayProgress"))
        #expect(progress(first, "2", quoted: true).isEmpty, "another kind of token")
        #expect(progress(999, "1").isEmpty, "never given")
        relay.serverSends(#"{"jsonrpc":"2.0","id":\#(first),"result":{"content":[]}}"#)
        #expect(relay.takeToAgent().count == 1)
        #expect(progress(first, "3").isEmpty, "after the answer")
        #expect(relay.agent.keepAlive(RequestID(2), text: "x") == nil)
    }

    /// Row 10: our own keep-alive and the server's progress rise together.
    @Test func keepAliveAndProgressRiseTogether() throws {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        relay.agentSends(call(.november2025, id: "2", meta: #""progressToken":"t""#))
        for value in 1...2 {
            #expect(
                relay.agent.keepAlive(RequestID(2), text: "wait \"here\"")?.text
                    == #"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"t","progress":\#(value),"message":"wait \"here\""}}"#
            )
        }
        relay.serverSends(
            #"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":\#(own(relay, RequestID(2))),"progress":0.25,"total":1}}"#
        )
        #expect(
            relay.takeToAgent() == [
                #"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"t","progress":2.25,"total":3}}"#
            ])
    }

    /// Rows 11 and 12: `_meta` and unknown members survive both ways, and so do unknown capabilities
    /// (AgentSessionTests).
    @Test(arguments: pairs.indices)
    func unknownMembersSurvive(index: Int) {
        let (agent, server) = Self.pairs[index]
        var relay = Fixtures.relayWithLists(agent: agent, server: server)
        relay.agentSends(call(agent, id: "2", meta: #""traceparent":"00-1","v/x":{"y":1.10}"#))
        let sent = relay.takeToServer().joined()
        #expect(sent.contains(#""traceparent":"00-1","v/x":{"y":1.10}"#))
        let stamp = server.era == .modern ? #""resultType":"complete","# : ""
        relay.serverSends(
            #"{"jsonrpc":"2.0","id":\#(own(relay, RequestID(2))),"result":{\#(stamp)"content":[],"new":1.10,"_meta":{"v/x":1.10}},"also":1.10}"#
        )
        let got = relay.takeToAgent().joined()
        #expect(got.contains(#""new":1.10"#) && got.contains(#""v/x":1.10"#))
        #expect(got.contains(#""also":1.10"#))
    }

    /// Row 35: a listen that the server ends is opened again after a wait that grows.
    @Test func anEndedListenIsOpenedAgainLater() {
        let relay = Fixtures.relayWithLists(agent: .july2026, server: .july2026)
        #expect(relay.server.isOpen)
        var session = relay.server
        var attempts: [Int] = []
        var listen: Int64 = 2
        for _ in 0..<3 {
            let end = #"{"jsonrpc":"2.0","id":\#(listen),"result":{"resultType":"complete"}}"#
            for effect in withMessage(end, { session.receive($0).effects }) {
                if case .wait(.relisten, let attempt) = effect { attempts.append(attempt) }
            }
            for case .ask(let line) in session.waited(.relisten) {
                listen = (try? scan(line.text).get().id?.number) ?? -1
            }
        }
        #expect(attempts == [1, 2, 3])
        #expect(ServerWait.relisten.duration(attempt: 3) == .seconds(8))
        #expect(ServerWait.relisten.duration(attempt: 300) == .seconds(256))
    }

    /// Row 37 and the rest of the state: what one call does leaves the others alone.
    @Test func oneCallsErrorLeavesTheOthersAlone() {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        relay.agentSends(call(.november2025, id: "2"))
        relay.agentSends(call(.november2025, id: "3"))
        relay.serverSends(
            #"{"jsonrpc":"2.0","id":\#(own(relay, RequestID(2))),"error":{"code":-32602,"message":"m"}}"#
        )
        #expect(relay.agent.requestsInFlight.map(\.id) == [RequestID(3)])
        #expect(relay.server.requestsInFlight.map(\.id) == [own(relay, RequestID(3))])
    }

    /// An answer that comes twice settles once.
    @Test func aSecondAnswerIsStray() {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        relay.agentSends(call(.november2025, id: "2"))
        let answer = #"{"jsonrpc":"2.0","id":\#(own(relay, RequestID(2))),"result":{"content":[]}}"#
        relay.serverSends(answer)
        relay.serverSends(answer)
        #expect(relay.takeToAgent().count == 1)
        #expect("\(relay.serverSteps.last.map { "\($0)" } ?? "")".hasPrefix("ignored"))
    }
}
