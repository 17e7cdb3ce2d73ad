import JSON
import MCP
import Testing

@Suite struct ListTests {
    private func tool(_ name: String) -> String {
        #"{"name":"\#(name)","inputSchema":{"type":"object"}}"#
    }

    private func page(_ relay: inout Relay, _ tools: String, next: String? = nil) {
        guard let asked = relay.takeToServer().last(where: { $0.contains("tools/list") }),
            case .success(let envelope) = scan(asked), let id = envelope.id
        else {
            Issue.record("no page was asked for")
            return
        }
        let cursor = next.map { #","nextCursor":"\#($0)""# } ?? ""
        relay.serverSends(
            #"{"jsonrpc":"2.0","id":\#(id),"result":{"tools":[\#(tools)]\#(cursor)}}"#)
    }

    private func names(_ relay: Relay) -> [String]? {
        guard case .ready(let list) = relay.server.list(.tools) else { return nil }
        return list.items.map(\.name)
    }

    @Test func pagesAreFollowedAndTheEmptyCursorIsOne() {
        var relay = Fixtures.relay(agent: .november2025, server: .november2025)
        page(&relay, tool("a"), next: "")
        #expect(relay.toServer.last?.text.contains(#""params":{"cursor":""}"#) == true)
        page(&relay, tool("b"), next: #"x\"y"#)
        #expect(relay.toServer.last?.text.contains(#""cursor":"x\"y""#) == true)
        page(&relay, tool("c"))
        #expect(names(relay) == ["a", "b", "c"])
    }

    @Test func endlessPagesEnd() {
        var relay = Fixtures.relay(agent: .november2025, server: .november2025)
        for index in 0..<Limits.pages { page(&relay, tool("t\(index)"), next: "n") }
        guard case .ready(let list) = relay.server.list(.tools) else {
            Issue.record("still fetching")
            return
        }
        #expect(list.items.count == Limits.pages && list.isCut)
    }

    /// It is read by whom nobody waits for; a change that comes meanwhile is not lost.
    @Test(arguments: [false, true])
    func aLongPageIsReadElsewhere(changes: Bool) throws {
        var relay = Fixtures.relay(agent: .november2025, server: .november2025)
        relay.readsLongPages = false
        let many = (0..<2_000).map { tool("tool\($0)") }.joined(separator: ",")
        page(&relay, many)
        guard case .page(.tools) = relay.serverSteps.last,
            case .fetching = relay.server.list(.tools)
        else {
            Issue.record("it was read at once")
            return
        }
        #expect(relay.server.refresh(.tools).isEmpty, "it is being fetched")
        if changes {
            relay.serverSends(
                #"{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"#)
        }
        let message = Array(#"{"jsonrpc":"2.0","id":1,"result":{"tools":[\#(many)]}}"#.utf8)
        let read = try message.withUnsafeBytes { bytes in
            ListPage(try scan(message).get(), in: bytes, of: .tools)
        }
        relay.perform(relay.server.pageRead(.tools, read))
        #expect((names(relay)?.count == 2_000) == !changes)
        if changes {
            page(&relay, tool("a"))
            #expect(names(relay) == ["a"])
        }
    }

    @Test func whatIsNoPageEndsTheFetch() {
        var relay = Fixtures.relay(agent: .november2025, server: .november2025)
        page(&relay, tool("a") + "," + "\"" + String(repeating: "x", count: 70_000) + "\"")
        #expect(names(relay) == ["a"])
        relay.serverSends(#"{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"#)
        guard let asked = relay.takeToServer().last, case .success(let envelope) = scan(asked),
            let id = envelope.id
        else {
            Issue.record("no page was asked for")
            return
        }
        let words = String(repeating: "x", count: 70_000)
        relay.serverSends(#"{"jsonrpc":"2.0","id":\#(id),"result":{"tools":"\#(words)"}}"#)
        #expect(names(relay) == ["a"], "the list known so far stays")
    }

    @Test func aPageIsReadAsFarAsAListMayGo() {
        var relay = Fixtures.relay(agent: .november2025, server: .november2025)
        page(&relay, (0...Limits.items).map { tool("tool\($0)") }.joined(separator: ","), next: "n")
        guard case .ready(let list) = relay.server.list(.tools) else {
            Issue.record("still fetching")
            return
        }
        #expect(list.items.count == Limits.items && list.isCut)
    }

    @Test func aNameIsOfferedOnceAndRubbishIsLeftOut() {
        var relay = Fixtures.relay(agent: .november2025, server: .november2025)
        page(
            &relay,
            [tool("a"), "7", "{}", #"{"name":"x","name":"y"}"#, tool("a")]
                .joined(separator: ","))
        guard case .ready(let list) = relay.server.list(.tools) else {
            Issue.record("not fetched")
            return
        }
        #expect(list.items.map(\.name) == ["a"])
        #expect(list.leftOut == 4)
    }

    /// Row 16: a change announced while pages come makes them stale.
    @Test func aChangeDuringAFetchFetchesAgain() {
        var relay = Fixtures.relay(agent: .november2025, server: .november2025)
        relay.serverSends(#"{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"#)
        page(&relay, tool("old"))
        #expect(names(relay) == nil, "a stale list is not given out")
        page(&relay, tool("new"))
        #expect(names(relay) == ["new"])
        for _ in 0..<50 {
            relay.serverSends(#"{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"#)
        }
        relay.waited(.rest(.tools))
        let fetches = relay.toServer.filter { $0.text.contains("tools/list") }
        #expect(fetches.count == 1, "one fetch at a time, however many changes")
    }

    /// A server that announces a change with each answer is asked once in the time of a rest, and
    /// what changed meanwhile is fetched then.
    @Test(arguments: [false, true])
    func aListIsFetchedAgainOnceARest(isAnnouncedBefore: Bool) {
        var relay = Fixtures.relay(agent: .november2025, server: .november2025)
        let changed = #"{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"#
        page(&relay, tool("t0"))
        relay.serverSends(changed)
        #expect(relay.waits.filter { $0 == .rest(.tools) }.count == 1)
        if isAnnouncedBefore { relay.serverSends(changed) }
        page(&relay, tool("t1"))
        if !isAnnouncedBefore { relay.serverSends(changed) }
        for _ in 0..<5 { relay.serverSends(changed) }
        #expect(!relay.takeToServer().contains { $0.contains("tools/list") })
        #expect(names(relay) == nil, "a stale list is not given out")
        #expect(relay.server.refresh(.tools).isEmpty, "also not to who asks")
        relay.waited(.rest(.tools))
        page(&relay, tool("t2"))
        #expect(names(relay) == ["t2"])
        relay.waited(.rest(.tools))
        #expect(relay.takeToServer().isEmpty, "nothing changed since")
        relay.serverSends(changed)
        #expect(relay.takeToServer().count == 1, "at once after a rest")
        #expect(ServerWait.rest(.tools).duration() == .seconds(1))
    }

    /// Rows 14 and 15: the agent is told when the new list is there, and only if it differs.
    @Test func theAgentIsToldOfWhatChanged() {
        var relay = Fixtures.relay(agent: .november2025, server: .november2025)
        page(&relay, tool("a"))
        _ = relay.takeToAgent()
        relay.serverSends(#"{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"#)
        #expect(relay.takeToAgent().isEmpty)
        page(&relay, tool("a"))
        #expect(relay.takeToAgent().isEmpty, "nothing changed")
        relay.waited(.rest(.tools))
        relay.serverSends(#"{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"#)
        page(&relay, tool("b"))
        #expect(
            relay.takeToAgent() == [
                #"{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"#
            ])
    }

    @Test func whatAnAgentMayNotUseIsNotShown() {
        var relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        relay.isAllowed = { $0.name != "c" }
        relay.agentSends(Fixtures.legacy("tools/list"))
        #expect(
            relay.takeToAgent() == [
                #"{"jsonrpc":"2.0","id":2,"result":{"tools":[{"name":"a","inputSchema":{"type":"object"}},{"name":"b","inputSchema":{"type":"object"},"x":1.0}]}}"#
            ])
        relay.isAllowed = { _ in false }
        relay.agentSends(Fixtures.legacy("tools/list", id: "3"))
        #expect(relay.takeToAgent() == [#"{"jsonrpc":"2.0","id":3,"result":{"tools":[]}}"#])
    }

    @Test func aModernListIsPrivateAndKeepsTheBytes() {
        var relay = Fixtures.relayWithLists(agent: .july2026, server: .july2026)
        relay.isAllowed = { $0.name == "b" }
        relay.agentSends(Fixtures.modern("tools/list", id: "2"))
        #expect(
            relay.takeToAgent() == [
                #"{"jsonrpc":"2.0","id":2,"result":{"resultType":"complete","ttlMs":0,"cacheScope":"private","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"lab","version":"9"}},"tools":[{"name":"b","inputSchema":{"type":"object"},"x":1.0,"outputSchema":{"type":"array"}}]}}"#
            ])
    }

    @Test func thePinIsOverTheWholeDefinition() throws {
        let base =
            #"{"name":"a","inputSchema":{"type":"object"},"annotations":{"readOnlyHint":true}}"#
        let same =
            #"{ "annotations":{"readOnlyHint":true},"inputSchema":{"type":"object"},"name":"\u0061" }"#
        let others = [
            base.replacing("true", with: "false"), base.replacing("object", with: "array"),
            base.replacing(#""name":"a""#, with: #""name":"a","description":"now""#),
            base.replacing(#""name":"a""#, with: #""name":"a","_meta":{"x":1}"#),
        ]
        let pin = try definition(base).canonical
        #expect(try definition(same).canonical == pin)
        for other in others { #expect(try definition(other).canonical != pin, "\(other)") }
        #expect(try definition(base).hints.readOnly)
        #expect(try definition(base).hints.destructive, "the default when absent")
    }

    private func definition(_ text: String) throws -> ToolDefinition {
        let item = try Array(text.utf8).withUnsafeBytes { try ListedItem.read($0, of: .tools) }
        return ToolDefinition(try #require(item))
    }

    @Test func aServerThatAnnouncesNothingIsAskedAgain() {
        let relay = Fixtures.relayWithLists(agent: .november2025, server: .november2025)
        #expect(!relay.server.needsRefresh(.tools))
        #expect(relay.server.needsRefresh(.prompts), "it declares no listChanged for prompts")
    }
}
