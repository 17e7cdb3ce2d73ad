import JSON
import MCP
import Testing

/// The recorded stdio conversations, replayed through both sessions.
@Suite struct WireTests {
    /// Client and server of one era: every message arrives as it was sent, but for ids and tokens of
    /// the hop, and every answer is the recorded one byte for byte.
    @Test(arguments: Recording.names)
    func sameEra(name: String) throws {
        guard let recording = try Recording(name) else { return }
        let server = try RecordedServer(recording)
        var relay = Relay()
        relay.start()
        var fetched = false
        for line in recording.lines {
            let envelope = try scan(line.bytes).get()
            if line.isFromClient {
                relay.agentSends(line.bytes)
                let sent = try pump(&relay, server)
                if envelope.method == .toolsCall {
                    #expect(try sent.map(withoutIDs).contains(withoutIDs(line.bytes)), "\(name)")
                } else if envelope.method == .cancelled {
                    // A line of our own, that says the same.
                    let same = try JSONValue.parse(Array(withoutIDs(line.bytes).utf8))
                    #expect(
                        try sent.map { try JSONValue.parse(Array(withoutIDs($0).utf8)) }.contains(
                            same))
                }
                fetched = fetched || envelope.method == .toolsList
            } else if envelope.kind == .notification {
                try progress(line, &relay)
            } else {
                try compare(line.bytes, relay.takeToAgent(), name)
            }
        }
        #expect(fetched)
        #expect(relay.faults.isEmpty)
        #expect(relay.agent.requestsInFlight.isEmpty)
        #expect(relay.server.requestsInFlight.isEmpty)
    }

    /// Lets the server answer all that it was sent; gives what it was sent.
    private func pump(_ relay: inout Relay, _ server: RecordedServer) throws -> [[UInt8]] {
        var sent: [[UInt8]] = []
        while !relay.toServer.isEmpty {
            let lines = relay.toServer
            relay.toServer = []
            sent += lines
            for line in lines {
                if let answer = try server.answer(to: line) { relay.serverSends(answer) }
            }
        }
        return sent
    }

    private func progress(_ line: Recording.Line, _ relay: inout Relay) throws {
        let id = try #require(relay.ids.values.max())
        let sent = try replacing(.progressToken, in: line.bytes, with: Array("\(id)".utf8))
        relay.serverSends(sent)
        #expect(relay.takeToAgent() == [line.bytes.text])
    }

    /// What the agent got, against what the recorded client got.
    private func compare(_ recorded: [UInt8], _ got: [String], _ name: String) throws {
        let envelope = try scan(recorded).get()
        try #require(got.count == 1, "\(name): \(recorded.text) came as \(got)")
        let text = got[0]
        if envelope.has(.content) || envelope.kind == .error {
            #expect(text == recorded.text)
            return
        }
        let ours = try JSONValue.parse(Array(text.utf8))
        let theirs = try JSONValue.parse(recorded)
        #expect(try told(ours) == told(theirs), "\(name): \(text)")
    }

    /// A list or an opening with what Pullcord says of itself put aside: it announces changes of the
    /// list of tools, and speaks more revisions.
    private func told(_ message: JSONValue) throws -> JSONValue {
        guard case .object(let object) = message, case .object(let result) = object["result"]
        else { return message }
        var kept: [JSONObject.Member] = []
        for member in result.members {
            switch (member.name, member.value) {
            case ("supportedVersions", .array(let versions)):
                kept.append((member.name, .bool(versions.contains(.string("2026-07-28")))))
            case ("capabilities", .object(let capabilities)):
                #expect(capabilities["tools"] != nil)
                kept.append(
                    (
                        member.name,
                        .object(JSONObject(capabilities.members.filter { $0.name != "tools" }))
                    ))
            default: kept.append(member)
            }
        }
        return .object(JSONObject(kept))
    }

    static let crossings: [(String, String)] = [
        ("stdio-time-legacy", "stdio-time-2026-07-28"),
        ("stdio-time-2026-07-28", "stdio-time-legacy"),
        ("stdio-time-auto", "stdio-time-legacy"),
        ("stdio-git-legacy", "stdio-git-2026-07-28"),
        ("stdio-git-2026-07-28", "stdio-git-legacy"),
    ]

    /// A client of one recording with the server of another, of the other era: each request is
    /// answered, in the client's era, with the content that the server gave.
    @Test(arguments: crossings.indices)
    func crossedEras(index: Int) throws {
        let (clientName, serverName) = Self.crossings[index]
        guard let client = try Recording(clientName), let other = try Recording(serverName) else {
            return
        }
        let server = try RecordedServer(other)
        var relay = Relay()
        relay.start()
        var sent: [[UInt8]] = []
        var got: [String] = []
        var asked = 0
        for line in client.lines where line.isFromClient {
            relay.agentSends(line.bytes)
            sent += try pump(&relay, server)
            got += relay.takeToAgent()
            if try scan(line.bytes).get().kind == .request { asked += 1 }
        }
        #expect(got.count == asked)
        let clientIsModern = server.era == .legacy
        for text in got {
            let envelope = try scan(text).get()
            guard envelope.kind == .result else { continue }
            #expect(envelope.has(.resultType) == clientIsModern, "\(text)")
            if envelope.has(.tools) {
                #expect(envelope.has(.timeToLive) == clientIsModern)
                #expect(envelope.has(.cacheScope) == clientIsModern)
            }
        }
        for line in sent {
            let envelope = try scan(line).get()
            guard envelope.kind == .request, envelope.method != .discover else { continue }
            #expect(envelope.has(.metaProtocolVersion) != clientIsModern, "\(line.text)")
            #expect(envelope.has(.metaClientCapabilities) != clientIsModern)
        }
    }
}
