import JSON
import MCP
import Testing

@Suite struct ServerSessionTests {
    static let notFound = #"{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no"}}"#
    static let initializeResult =
        #"{"jsonrpc":"2.0","id":2,"result":{"protocolVersion":"2025-06-18","capabilities":{},"serverInfo":{"name":"s","version":"1"}}}"#

    @Test func aModernServerIsProbedAndOpened() {
        var relay = Relay()
        relay.start()
        #expect(
            relay.takeToServer() == [
                #"{"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"pullcord","version":"0.1.0"},"io.modelcontextprotocol/clientCapabilities":{}}}}"#
            ])
        #expect(relay.waits == [.probe])
        relay.serverSends(
            #"{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","supportedVersions":["2026-07-28","2025-11-25"],"capabilities":{},"ttlMs":0,"cacheScope":"private"}}"#
        )
        #expect(relay.server.server?.revision == .july2026)
        #expect(relay.waits.isEmpty && relay.takeToServer().isEmpty)
    }

    /// What a server answers to the probe, and whether `initialize` follows (mcp.md 1.3: any error
    /// but a modern one, or silence).
    static let probes: [(String, String)] = [
        (notFound, "initialize"),
        (notFound.replacing("-32601", with: "-32602"), "initialize"),
        (notFound.replacing("-32601", with: "-32600"), "initialize"),
        (notFound.replacing("-32601", with: "0"), "initialize"),
        (#"{"jsonrpc":"2.0","id":1,"result":{}}"#, "initialize"),
        (
            #"{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","supportedVersions":["2025-11-25"],"capabilities":{}}}"#,
            "initialize"
        ),
        (
            #"{"jsonrpc":"2.0","id":1,"error":{"code":-32022,"message":"m","data":{"supported":["2025-11-25"],"requested":"2026-07-28"}}}"#,
            "initialize"
        ),
        (
            #"{"jsonrpc":"2.0","id":1,"error":{"code":-32022,"message":"m","data":{"supported":["2026-07-28"],"requested":"x"}}}"#,
            "server/discover"
        ),
    ]

    @Test(arguments: probes.indices)
    func theProbesAnswerDecides(index: Int) throws {
        let (answer, method) = Self.probes[index]
        var relay = Relay()
        relay.start()
        _ = relay.takeToServer()
        relay.serverSends(answer)
        let sent = relay.takeToServer()
        try #require(sent.count == 1)
        #expect(sent[0].contains(#""method":"\#(method)""#), "\(answer)")
        #expect(relay.faults.isEmpty)
    }

    @Test func aServerOfOtherVersionsAloneFails() {
        var relay = Relay()
        relay.start()
        relay.serverSends(
            #"{"jsonrpc":"2.0","id":1,"error":{"code":-32022,"message":"m","data":{"supported":["2099-01-01"],"requested":"2026-07-28"}}}"#
        )
        #expect(relay.faults == [.noCommonRevision("2099-01-01")])
    }

    @Test func silenceMeansInitializeAndASlowModernServerIsProbedAgain() throws {
        var relay = Relay()
        relay.start()
        relay.waited(.probe)
        let sent = relay.takeToServer()
        #expect(sent.count == 2 && sent[1].contains(#""method":"initialize""#))
        #expect(sent[1].contains(#""capabilities":{}"#), "no roots, sampling or elicitation")
        relay.serverSends(
            #"{"jsonrpc":"2.0","id":2,"error":{"code":-32022,"message":"m","data":{"supported":["2026-07-28"],"requested":"2025-11-25"}}}"#
        )
        #expect(relay.takeToServer().first?.contains(#""id":3,"method":"server/discover""#) == true)
        relay.serverSends(
            #"{"jsonrpc":"2.0","id":3,"result":{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{},"ttlMs":0,"cacheScope":"private"}}"#
        )
        #expect(relay.server.isOpen && relay.server.server?.era == .modern)
    }

    @Test func silenceTwiceIsAFault() {
        var relay = Relay()
        relay.start()
        relay.waited(.probe)
        relay.waited(.initialize)
        #expect(relay.faults == [.silent])
    }

    /// What a server answers to `initialize`; nil: it opens.
    static let openings: [(String, ServerFault?)] = [
        (initializeResult, nil),
        (initializeResult.replacing("2025-06-18", with: "2024-11-05"), nil),
        (
            initializeResult.replacing("2025-06-18", with: "2023-01-01"),
            .noCommonRevision("2023-01-01")
        ),
        (
            initializeResult.replacing("2025-06-18", with: "2026-07-28"),
            .noCommonRevision("2026-07-28")
        ),
        (
            #"{"jsonrpc":"2.0","id":2,"error":{"code":-32603,"message":"bad"}}"#,
            .refused(-32603, "bad")
        ),
        (
            initializeResult.replacing(#""capabilities":{},"#, with: ""),
            .unreadable("no capabilities in its answer to initialize")
        ),
    ]

    @Test(arguments: openings.indices)
    func theInitializeResultDecides(index: Int) {
        let (answer, fault) = Self.openings[index]
        var relay = Relay()
        relay.start()
        relay.serverSends(Self.notFound)
        _ = relay.takeToServer()
        relay.serverSends(answer)
        #expect(relay.faults == (fault.map { [$0] } ?? []))
        #expect(
            relay.takeToServer()
                == (fault == nil
                    ? [#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#] : []))
        #expect(relay.server.isOpen == (fault == nil))
    }

    @Test func aServerKnownToBeLegacyIsNotProbed() {
        var session = ServerSession(known: .legacy)
        guard case .ask(let line) = session.open().first else { return }
        #expect(line.text.contains(#""method":"initialize""#))
        #expect(session.open().isEmpty, "opened once")
    }

    @Test func aServerThatDiesOfTheProbeIsLegacy() {
        var relay = Relay()
        relay.start()
        #expect(relay.server.eraToTryAgain == .legacy)
        relay.waited(.probe)
        #expect(relay.server.eraToTryAgain == .legacy, "it may have died meanwhile")
        var answered = Relay()
        answered.start()
        answered.serverSends(Self.notFound)
        #expect(answered.server.eraToTryAgain == nil, "it bore the probe")
        var legacy = ServerSession(known: .legacy)
        _ = legacy.open()
        #expect(legacy.eraToTryAgain == nil)
    }

    @Test func aServersRequestsAreRefusedAndPingsAnswered() {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        for method in ["sampling/createMessage", "elicitation/create", "roots/list", "x/y"] {
            relay.serverSends(#"{"jsonrpc":"2.0","id":"q","method":"\#(method)"}"#)
            #expect(
                relay.takeToServer() == [
                    #"{"jsonrpc":"2.0","id":"q","error":{"code":-32601,"message":"Method not found"}}"#
                ])
        }
        relay.serverSends(#"{"jsonrpc":"2.0","id":0,"method":"ping"}"#)
        #expect(relay.takeToServer() == [#"{"jsonrpc":"2.0","id":0,"result":{}}"#])
        #expect(relay.takeToAgent().isEmpty)
    }

    /// Rows 28 and 29: a banner is borne, a stream of rubbish is not.
    @Test func rubbishIsCounted() {
        var session = ServerSession()
        _ = session.open()
        func feed(_ text: String) -> String {
            "\(withMessage(text) { session.receive($0).step })"
        }
        for _ in 0..<Limits.rubbishLines {
            #expect(feed("Starting server on stdio…").hasPrefix("ignored"))
        }
        #expect(feed(Self.notFound).hasPrefix("handled"), "a banner, then a valid message")
        for _ in 0..<Limits.brokenLines {
            #expect(feed("{\"jsonrpc\":").hasPrefix("ignored"))
        }
        #expect(feed("x").hasPrefix("fault"))
        var noisy = ServerSession()
        _ = noisy.open()
        for _ in 0..<Limits.rubbishLines { _ = withMessage("x") { noisy.receive($0) } }
        #expect("\(withMessage("x") { noisy.receive($0).step })".hasPrefix("fault"))
    }

    /// Rows 5 and 6: an id of another kind, or always 0, is no answer; the server is given up.
    @Test func strayAnswersAreCounted() {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        relay.agentSends(Fixtures.legacy("tools/call", params: #""name":"a""#))
        let id = relay.ids[RequestID(2)] ?? 0
        relay.serverSends(#"{"jsonrpc":"2.0","id":"\#(id)","result":{"content":[]}}"#)
        #expect(relay.takeToAgent().isEmpty)
        for _ in 1..<Limits.strayAnswers {
            relay.serverSends(#"{"jsonrpc":"2.0","id":0,"result":{"content":[]}}"#)
        }
        #expect("\(relay.serverSteps.last.map { "\($0)" } ?? "")".hasPrefix("ignored"))
        relay.serverSends(#"{"jsonrpc":"2.0","id":0,"result":{"content":[]}}"#)
        #expect("\(relay.serverSteps.last.map { "\($0)" } ?? "")".hasPrefix("fault"))
    }

    @Test func anAnswerThatCannotBeReadEndsItsRequest() {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        relay.agentSends(Fixtures.legacy("tools/call", params: #""name":"a""#))
        let id = relay.ids[RequestID(2)] ?? 0
        relay.serverSends(
            #"{"jsonrpc":"2.0","id":\#(id),"result":{"content":[],"isError":true,"isError":false}}"#
        )
        #expect("\(relay.serverSteps.last.map { "\($0)" } ?? "")".hasPrefix("broken"))
        #expect(relay.server.requestsInFlight.isEmpty)
    }
}
