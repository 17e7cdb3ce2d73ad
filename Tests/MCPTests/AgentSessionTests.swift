import JSON
import MCP
import Testing

@Suite struct AgentSessionTests {
    /// Requested and answered revision: echo what we speak, else offer the latest (row "Opening").
    static let openings: [(String, String)] = [
        ("2024-11-05", "2024-11-05"), ("2025-03-26", "2025-03-26"),
        ("2025-06-18", "2025-06-18"), ("2025-11-25", "2025-11-25"),
        ("2026-07-28", "2025-11-25"), ("2099-01-01", "2025-11-25"), ("", "2025-11-25"),
    ]

    @Test(arguments: openings)
    func initializeEchoesOrOffers(requested: String, answered: String) throws {
        var session = AgentSession(server: Fixtures.server(.november2025))
        let line = try answer(&session, Fixtures.initialize(requested))
        guard case .object(let message) = try JSONValue.parse(Array(line.utf8)),
            case .object(let result) = message["result"]
        else {
            Issue.record("\(line)")
            return
        }
        #expect(result["protocolVersion"] == .string(answered))
        #expect(result["resultType"] == nil)
        #expect(session.negotiated == Revision(answered))
    }

    @Test func capabilitiesAreTheServersAndNoMore() throws {
        var session = AgentSession(server: Fixtures.server(.november2025))
        let line = try answer(&session, Fixtures.initialize("2025-11-25"))
        #expect(
            line == #"""
                {"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{"listChanged":true},"resources":{"subscribe":true,"listChanged":true},"prompts":{"listChanged":true},"completions":{},"logging":{},"experimental":{"x":{"y":1}},"vendor":[1.50]},"serverInfo":{"name":"lab","version":"9"},"instructions":"be kind"}}
                """#)
    }

    @Test func discoverNamesBothEras() throws {
        var session = AgentSession(server: Fixtures.server(.november2025))
        let line = try answer(&session, Fixtures.modern("server/discover", id: "\"d\""))
        #expect(
            line == #"""
                {"jsonrpc":"2.0","id":"d","result":{"resultType":"complete","supportedVersions":["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"],"capabilities":{"tools":{"listChanged":true},"resources":{"subscribe":true,"listChanged":true},"prompts":{"listChanged":true},"completions":{},"logging":{},"experimental":{"x":{"y":1}},"vendor":[1.50]},"instructions":"be kind","ttlMs":0,"cacheScope":"private","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"lab","version":"9"}}}}
                """#)
    }

    @Test func theTasksOfEitherEraAreNotAdvertised() throws {
        let capabilities = #"""
            {"tasks":{"list":{}},"extensions":{"io.modelcontextprotocol/tasks":{},"com.example/x":{}}}
            """#
        guard case .object(let object) = try JSONValue.parse(Array(capabilities.utf8)) else {
            return
        }
        let server = ServerProfile(
            revision: .july2026, capabilities: object, serverInfo: nil, instructions: nil)
        var modern = AgentSession(server: server)
        #expect(
            try answer(&modern, Fixtures.modern("server/discover")).contains(
                #""capabilities":{"extensions":{"com.example/x":{}}}"#))
        var legacy = AgentSession(server: server)
        #expect(
            try answer(&legacy, Fixtures.initialize("2025-11-25")).contains(#""capabilities":{}"#))
    }

    /// What is refused, by which code: the session's revision (nil: nothing came before), the
    /// message, the code, whether the answer carries the id.
    static let refusals: [(Revision?, String, Int64)] = [
        (nil, Fixtures.legacy("foo/bar"), -32601),
        (nil, Fixtures.legacy("tools/list"), -32602),
        (nil, Fixtures.legacy("server/discover", params: ""), -32602),
        (nil, Fixtures.legacy("tasks/list"), -32601),
        (.november2025, Fixtures.legacy("server/discover"), -32601),
        (.november2025, Fixtures.legacy("foo/bar"), -32601),
        (.november2025, Fixtures.legacy("tasks/list"), -32601),
        (.november2025, Fixtures.legacy("sampling/createMessage"), -32601),
        (.november2025, Fixtures.legacy("notifications/initialized"), -32601),
        (.november2025, Fixtures.legacy("subscriptions/listen"), -32601),
        (.november2025, Fixtures.initialize("2025-11-25", id: "2"), -32600),
        (.november2025, Fixtures.legacy("tools/call", params: #""arguments":{}"#), -32602),
        (.november2025, Fixtures.legacy("tools/call", params: #""name":7"#), -32602),
        (.november2025, Fixtures.legacy("resources/read", params: #""name":"x""#), -32602),
        (.november2025, Fixtures.legacy("tools/list", params: #""cursor":"x""#), -32602),
        (.november2025, Fixtures.legacy("logging/setLevel", params: #""level":"loud""#), -32602),
        (
            .november2025,
            Fixtures.legacy("tools/call", params: #""name":"a","_meta":{"progressToken":1.5}"#),
            -32602
        ),
        (.july2026, Fixtures.modern("initialize", id: "2"), -32601),
        (.july2026, Fixtures.modern("ping", id: "2"), -32601),
        (.july2026, Fixtures.modern("logging/setLevel", id: "2"), -32601),
        (.july2026, Fixtures.modern("resources/subscribe", id: "2"), -32601),
        (.july2026, Fixtures.modern("foo/bar", id: "2"), -32601),
        (
            .july2026,
            Fixtures.legacy(
                "tools/list",
                params: #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}"#),
            -32602
        ),
        (
            .july2026,
            Fixtures.legacy(
                "tools/list",
                params:
                    #""_meta":{"io.modelcontextprotocol/protocolVersion":"2099-01-01","io.modelcontextprotocol/clientCapabilities":{}}"#
            ), -32022
        ),
        (
            .july2026,
            Fixtures.legacy(
                "tools/list",
                params:
                    #""_meta":{"io.modelcontextprotocol/protocolVersion":"2025-11-25","io.modelcontextprotocol/clientCapabilities":{}}"#
            ), -32022
        ),
        (
            .july2026,
            Fixtures.legacy(
                "tools/list",
                params:
                    #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/logLevel":"loud"}"#
            ), -32602
        ),
    ]

    @Test(arguments: refusals.indices)
    func refusedByTheProtocol(index: Int) throws {
        let (revision, message, code) = Self.refusals[index]
        var session =
            revision.map { Fixtures.opened($0) }
            ?? AgentSession(server: Fixtures.server(.november2025))
        let line = try answer(&session, message)
        guard case .object(let object) = try JSONValue.parse(Array(line.utf8)),
            case .object(let error) = object["error"]
        else {
            Issue.record("\(message) gave \(line)")
            return
        }
        #expect(error["code"] == .number(JSONNumber(code)), "\(message) gave \(line)")
        #expect(object["id"] == .number(JSONNumber(2)), "\(message) gave \(line)")
        #expect(session.requestsInFlight.isEmpty)
    }

    @Test func anUnsupportedVersionNamesOurs() throws {
        var session = AgentSession()
        let line = try answer(&session, Self.refusals[23].1)
        #expect(
            line == #"""
                {"jsonrpc":"2.0","id":2,"error":{"code":-32022,"message":"Unsupported protocol version","data":{"supported":["2026-07-28"],"requested":"2099-01-01"}}}
                """#)
    }

    /// What each request asks for, in either era.
    static let kinds: [(Revision, String, String)] = [
        (.november2025, Fixtures.legacy("tools/call", params: #""name":"a""#), "govern"),
        (.july2026, Fixtures.modern("tools/call", id: "2", params: #""name":"a""#), "govern"),
        (.november2024, Fixtures.legacy("resources/read", params: #""uri":"x:y""#), "govern"),
        (.july2026, Fixtures.modern("prompts/get", id: "2", params: #""name":"p""#), "govern"),
        (.march2025, Fixtures.legacy("completion/complete", params: ""), "forward"),
        (.march2025, Fixtures.legacy("logging/setLevel", params: #""level":"info""#), "forward"),
        (.june2025, Fixtures.legacy("resources/subscribe", params: #""uri":"x:y""#), "subscribe"),
        (.june2025, Fixtures.legacy("tools/list"), "list"),
        (.june2025, Fixtures.legacy("resources/templates/list"), "list"),
        (
            .july2026,
            Fixtures.modern(
                "subscriptions/listen", id: "2", params: #""notifications":{}"#), "listen"
        ),
    ]

    @Test(arguments: kinds.indices)
    func eachRequestHasItsKind(index: Int) {
        let (revision, message, kind) = Self.kinds[index]
        var session = Fixtures.opened(revision)
        let step = withMessage(message) { session.receive($0).step }
        #expect("\(step)".hasPrefix(kind), "\(message) gave \(step)")
        #expect(session.settle(RequestID(2)) == .deliver)
        #expect(session.settle(RequestID(2)) == .nobody, "an answer is owed once")
    }

    @Test func aPingIsAnsweredHere() throws {
        var session = AgentSession()
        #expect(
            try answer(&session, Fixtures.legacy("ping"))
                == #"{"jsonrpc":"2.0","id":2,"result":{}}"#)
    }

    @Test func whatNeedsTheServerIsGivenAgain() throws {
        var session = AgentSession()
        for message in [
            Fixtures.initialize("2025-11-25"), Fixtures.modern("server/discover"),
            Fixtures.modern("tools/list"),
        ] {
            let step = withMessage(message) { session.receive($0).step }
            guard case .needsServer = step else {
                Issue.record("\(step)")
                return
            }
        }
        #expect(session.negotiated == nil && session.requestsInFlight.isEmpty)
        session.serverOpened(Fixtures.server(.july2026))
        #expect(try answer(&session, Fixtures.initialize("2025-11-25")).contains("2025-11-25"))
    }

    /// Both eras on one connection, in any order (2026-07-28, basic/versioning).
    @Test func aModernRequestOnALegacyConnectionIsModern() throws {
        var session = Fixtures.opened(.november2025)
        let message = Fixtures.modern("tools/call", id: "9", params: #""name":"a""#)
        guard case .govern(let request) = withMessage(message, { session.receive($0).step }) else {
            Issue.record("not governed")
            return
        }
        #expect(request.revision == .july2026)
    }

    @Test func anIDUnderWayIsNotTakenTwice() throws {
        var session = Fixtures.opened(.november2025)
        let call = Fixtures.legacy("tools/call", params: #""name":"a""#)
        _ = withMessage(call) { session.receive($0) }
        let line = try answer(&session, call)
        #expect(line.contains("-32600") && !line.contains(#""id":2"#), "\(line)")
        #expect(session.requestsInFlight.count == 1)
        let other = withMessage(call.replacing(#""id":2"#, with: #""id":"2""#)) {
            session.receive($0).step
        }
        #expect("\(other)".hasPrefix("govern"), "a string is another id")
        #expect(session.settle(RequestID(2)) == .deliver)
        #expect(session.settle(RequestID("2")) == .deliver)
    }

    @Test func aCancelWithdrawsOnce() {
        var session = Fixtures.opened(.november2025)
        let cancel =
            #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2,"reason":"late"}}"#
        func steps(_ message: String) -> String {
            "\(withMessage(message) { session.receive($0).step })"
        }
        #expect(steps(cancel).hasPrefix("ignored"))
        #expect(steps(Fixtures.legacy("tools/call", params: #""name":"a""#)).hasPrefix("govern"))
        #expect(steps(cancel.replacing(":2,", with: ":\"2\",")).hasPrefix("ignored"))
        #expect(steps(cancel).hasPrefix("cancelled"))
        #expect(session.settle(RequestID(2)) == .nobody, "no late answer (mcp.md 4.2)")
    }

    @Test func floodsAreBounded() throws {
        var session = Fixtures.opened(.november2025)
        for id in 0..<Limits.requestsInFlight {
            let call = Fixtures.legacy("tools/call", id: "\(id)", params: #""name":"a""#)
            _ = withMessage(call) { session.receive($0) }
        }
        let line = try answer(
            &session, Fixtures.legacy("tools/call", id: "\"x\"", params: #""name":"a""#))
        #expect(line.contains(#""isError":true"#) && line.contains("too many"))
        #expect(session.requestsInFlight.count == Limits.requestsInFlight)
    }

    private func answer(_ session: inout AgentSession, _ message: String) throws -> String {
        let step = withMessage(message) { session.receive($0).step }
        guard case .answer(let line) = step else {
            Issue.record("\(message) gave \(step)")
            return ""
        }
        return line.text
    }
}

extension String {
    /// The text with each occurrence of one part replaced.
    func replacing(_ part: String, with other: String) -> String {
        var result = ""
        var rest = Substring(self)
        while let range = rest.firstRange(of: part) {
            result += rest[..<range.lowerBound] + other
            rest = rest[range.upperBound...]
        }
        return result + rest
    }
}
