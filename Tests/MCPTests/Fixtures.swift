import JSON
import MCP

/// Messages that tests share.
enum Fixtures {
    static let modernMeta =
        #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"c","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}"#

    static func initialize(_ revision: String, id: String = "1") -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"method":"initialize","params":{"protocolVersion":"\#(revision)","capabilities":{},"clientInfo":{"name":"c","version":"1"}}}"#
    }

    static let initialized = #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#

    static func modern(_ method: String, id: String = "1", params: String = "") -> String {
        let comma = params.isEmpty ? "" : ","
        return
            #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":{\#(params)\#(comma)\#(modernMeta)}}"#
    }

    static func legacy(_ method: String, id: String = "2", params: String? = nil) -> String {
        let rest = params.map { #","params":{\#($0)}"# } ?? ""
        return #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)"\#(rest)}"#
    }

    /// A server that declares everything, of that revision.
    static func server(_ revision: Revision) -> ServerProfile {
        let all = #"""
            {"tools":{},"resources":{"subscribe":true,"listChanged":true},"prompts":{"listChanged":true},"completions":{},"logging":{},"experimental":{"x":{"y":1}},"vendor":[1.50]}
            """#
        guard
            case .success(.object(let capabilities)) = Result(catching: {
                try JSONValue.parse(Array(all.utf8))
            })
        else { fatalError("the fixture is no JSON") }
        return ServerProfile(
            revision: revision, capabilities: capabilities,
            serverInfo: .object(
                JSONObject([("name", .string("lab")), ("version", .string("9"))])),
            instructions: "be kind")
    }

    /// An agent's session after its opening, over a server of `revision`.
    static func opened(_ agent: Revision, over server: Revision = .november2025) -> AgentSession {
        var session = AgentSession(server: self.server(server))
        if agent.era == .legacy {
            _ = withMessage(initialize("\(agent.text)")) { session.receive($0) }
            _ = withMessage(initialized) { session.receive($0) }
        }
        return session
    }

    /// A relay whose server was opened in that era, and an agent of that era before it.
    static func relay(agent: Revision, server: Revision) -> Relay {
        var relay = Relay()
        relay.start()
        let era = server.era
        if era == .legacy {
            relay.serverSends(
                #"{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"Method not found"}}"#)
            relay.serverSends(
                #"{"jsonrpc":"2.0","id":2,"result":{"protocolVersion":"\#(server.text)","capabilities":{"tools":{"listChanged":true},"resources":{"subscribe":true},"prompts":{},"logging":{},"completions":{}},"serverInfo":{"name":"lab","version":"9"}}}"#
            )
        } else {
            relay.serverSends(
                #"{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","ttlMs":0,"cacheScope":"private","supportedVersions":["2026-07-28"],"capabilities":{"tools":{"listChanged":true},"resources":{"subscribe":true},"prompts":{},"logging":{},"completions":{}},"_meta":{"io.modelcontextprotocol/serverInfo":{"name":"lab","version":"9"}}}}"#
            )
        }
        if agent.era == .legacy {
            relay.agentSends(initialize("\(agent.text)", id: "\"open\""))
            relay.agentSends(initialized)
        }
        return relay
    }

    /// A relay as above whose lists were fetched too.
    static func relayWithLists(agent: Revision, server: Revision) -> Relay {
        var relay = relay(agent: agent, server: server)
        while !relay.toServer.isEmpty {
            for line in relay.takeToServer() {
                guard case .success(let envelope) = scan(line), let id = envelope.id else {
                    continue
                }
                if envelope.method == .subscriptionsListen {
                    relay.serverSends(acknowledgement(of: "\(id)"))
                }
                guard let member = lists[envelope.method ?? .ping]
                else { continue }
                let stamp =
                    server.era == .modern
                    ? #""resultType":"complete","ttlMs":0,"cacheScope":"public","# : ""
                relay.serverSends(#"{"jsonrpc":"2.0","id":\#(id),"result":{\#(stamp)\#(member)}}"#)
            }
        }
        relay.toAgent = []
        return relay
    }

    /// A modern server's word that a listen stands.
    static func acknowledgement(of id: String) -> String {
        #"{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":\#(id)},"notifications":{}}}"#
    }

    private static let lists: [Method: String] = [
        .toolsList:
            #""tools":[{"name":"a","inputSchema":{"type":"object"}},{"name":"b","inputSchema":{"type":"object"},"x":1.0,"outputSchema":{"type":"array"}},{"name":"c","inputSchema":{"type":"object"}}]"#,
        .resourcesList: #""resources":[{"uri":"note://a","name":"a"}]"#,
        .templatesList: #""resourceTemplates":[]"#,
        .promptsList: #""prompts":[{"name":"p"}]"#,
    ]
}
