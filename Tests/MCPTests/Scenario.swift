import JSON
import MCP

/// One conversation that touches every message Pullcord builds or edits, for any pair of revisions;
/// what is written on each hop is noted with its revision.
struct Scenario {
    /// One message written by Pullcord.
    struct Written {
        /// "agent" or "server": which hop it was written on.
        let hop: String
        let revision: Revision
        let bytes: [UInt8]
        /// The request's method where it is an answer.
        let answers: Method?
    }

    let agent: Revision
    let server: Revision
    private(set) var written: [Written] = []
    private var relay: Relay
    private var asked: [RequestID: Method] = [:]
    private var next = 10

    init(agent: Revision, server: Revision) {
        self.agent = agent
        self.server = server
        relay = Fixtures.relayWithLists(agent: agent, server: server)
        if agent.era == .legacy {
            var session = AgentSession(server: relay.server.server)
            let text = Fixtures.initialize("\(agent.text)", id: "\"open\"")
            if case .answer(let line) = withMessage(text, { session.receive($0).step }) {
                note("agent", line, .initialize)
            }
        }
        openings()
    }

    /// What a server is sent while it is opened.
    private mutating func openings() {
        var fresh = Relay()
        fresh.start()
        // The probe speaks the modern era to a server of which nothing is known.
        if server.era == .modern { note("server", fresh.toServer) }
        let opened = Fixtures.relay(agent: agent, server: server)
        note("server", server.era == .modern ? opened.toServer : Array(opened.toServer.dropFirst()))
    }

    mutating func run() {
        calls()
        lists()
        if agent.era == .modern { listen() } else { subscribe() }
        refusals()
        answers()
        serverAsks()
    }

    private mutating func ask(
        _ method: Method, _ params: String = "", meta: String = #""progressToken":"t""#
    ) -> RequestID {
        next += 1
        let id = RequestID(Int64(next))
        asked[id] = method
        var text: String
        if agent.era == .modern {
            text = Fixtures.modern("\(method.name)", id: "\(next)", params: params)
            text = text.replacing(#""_meta":{"#, with: #""_meta":{\#(meta),"vendor/x":[1.0],"#)
        } else {
            let comma = params.isEmpty ? "" : ","
            text = Fixtures.legacy(
                "\(method.name)", id: "\(next)",
                params: #"\#(params)\#(comma)"_meta":{\#(meta),"vendor/x":[1.0]}"#)
        }
        relay.agentSends(text)
        collect()
        return id
    }

    private mutating func serverAnswers(_ id: RequestID, _ result: String) {
        guard let own = relay.ids[id] else { return }
        let stamp = server.era == .modern ? #""resultType":"complete","# : ""
        relay.serverSends(#"{"jsonrpc":"2.0","id":\#(own),"result":{\#(stamp)\#(result)}}"#)
        collect()
    }

    private mutating func calls() {
        let call = ask(.toolsCall, #""name":"a","arguments":{"x":1.50}"#)
        if let line = relay.agent.keepAlive(call, text: "waiting for \"a person\"\n") {
            note("agent", line, nil)
        }
        if let own = relay.ids[call] {
            relay.serverSends(
                #"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":\#(own),"progress":0.5,"total":2}}"#
            )
            collect()
        }
        serverAnswers(call, #""content":[{"type":"text","text":"ok"}],"x":{}"#)
        let read = ask(.resourcesRead, #""uri":"note://a""#)
        let hints = server.era == .modern ? #","ttlMs":5,"cacheScope":"public""# : ""
        serverAnswers(read, #""contents":[{"uri":"note://a","text":"t"}]\#(hints)"#)
        let prompt = ask(.promptsGet, #""name":"p""#)
        serverAnswers(prompt, #""messages":[]"#)
        let completion = ask(
            .completionComplete,
            #""ref":{"type":"ref/prompt","name":"p"},"argument":{"name":"a","value":"b"}"#)
        serverAnswers(completion, #""completion":{"values":["x"]}"#)
        let gone = ask(.toolsCall, #""name":"a","arguments":{}"#)
        relay.agentSends(
            #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":\#(gone)}}"#
        )
        collect()
        if agent.era == .modern { modernLegs() }
    }

    private mutating func modernLegs() {
        let held = ask(.toolsCall, #""name":"a","arguments":{}"#)
        for request in relay.agent.requestsInFlight where request.id == held {
            if let line = HoldState.leg(of: request, seal: "c2VhbA") {
                note("agent", line, .toolsCall)
            }
        }
        let again = ask(
            .toolsCall, #""name":"a","arguments":{},"requestState":"pullcord.c2VhbA""#)
        serverAnswers(again, #""content":[]"#)
    }

    private mutating func lists() {
        for method in [Method.toolsList, .resourcesList, .templatesList, .promptsList] {
            _ = ask(method)
        }
        if let line = relay.server.refresh(.tools).first, case .ask(let bytes) = line {
            note("server", bytes, nil)
        }
    }

    private mutating func listen() {
        let id = ask(
            .subscriptionsListen,
            #""notifications":{"toolsListChanged":true,"resourcesListChanged":true,"resourceSubscriptions":["note://a"]}"#
        )
        events()
        for line in relay.agent.endListens() { note("agent", line, .subscriptionsListen) }
        _ = id
        _ = ask(.discover)
    }

    private mutating func subscribe() {
        _ = ask(.resourcesSubscribe, #""uri":"note://a""#)
        _ = ask(.loggingSetLevel, #""level":"info""#)
        _ = ask(.ping)
        events()
    }

    private mutating func events() {
        for list in ListKind.allCases {
            for line in relay.agent.changed(list) { note("agent", line, nil) }
        }
        for line in relay.agent.updated(uri: "note://a") { note("agent", line, nil) }
    }

    private mutating func refusals() {
        for kind in RefusalTests.kinds {
            for method in [Method.toolsCall, .resourcesRead] {
                let id = ask(method, method == .toolsCall ? #""name":"a""# : #""uri":"note://a""#)
                for request in relay.agent.requestsInFlight where request.id == id {
                    let refusal = Refusal(
                        kind, reference: "PA-x7k", digest: "ab12", expires: "2026-11-21T10:00:00Z")
                    note("agent", refusal.answer(to: request), method)
                    _ = relay.agent.settle(id)
                }
            }
        }
    }

    private mutating func answers() {
        for text in ["foo/bar", "tasks/list"] {
            next += 1
            relay.agentSends(
                agent.era == .modern
                    ? Fixtures.modern(text, id: "\(next)") : Fixtures.legacy(text, id: "\(next)"))
            collect()
        }
        for code in [-32601, -32602, -32021, -32022, -32042, -32002, 7] {
            let call = ask(.toolsCall, #""name":"a""#)
            guard let own = relay.ids[call] else { continue }
            relay.serverSends(
                #"{"jsonrpc":"2.0","id":\#(own),"error":{"code":\#(code),"message":"m","data":{"requiredCapabilities":{"elicitation":{}}}}}"#
            )
            collect()
        }
    }

    private mutating func serverAsks() {
        guard server.era == .legacy else { return }
        relay.serverSends(#"{"jsonrpc":"2.0","id":"p","method":"ping"}"#)
        relay.serverSends(#"{"jsonrpc":"2.0","id":"r","method":"roots/list"}"#)
        collect()
    }

    private mutating func collect() {
        for line in relay.toAgent { note("agent", line, nil) }
        for line in relay.toServer { note("server", line, nil) }
        relay.toAgent = []
        relay.toServer = []
    }

    private mutating func note(_ hop: String, _ lines: [[UInt8]]) {
        for line in lines { note(hop, line, nil) }
    }

    private mutating func note(_ hop: String, _ line: [UInt8], _ method: Method?) {
        var method = method
        if method == nil, hop == "agent", case .success(let envelope) = scan(line),
            envelope.kind == .result, let id = envelope.id
        {
            method = asked[id]
        }
        written.append(
            Written(
                hop: hop, revision: hop == "agent" ? agent : server, bytes: line, answers: method))
    }
}
