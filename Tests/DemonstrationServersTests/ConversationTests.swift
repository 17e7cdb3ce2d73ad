import Glibc
import JSON
import MCP
import Testing

@testable import DemonstrationServers

/// A client speaks to a demonstration server, line by line.
@Suite struct ConversationTests {
    private static let meta = """
        "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
        "io.modelcontextprotocol/clientCapabilities":{}}
        """

    /// A conversation over a state of its own.
    private static func conversation(_ store: any Store.Type) throws -> Conversation {
        var path = Array("/tmp/pullcord-state-XXXXXX".utf8CString)
        let file = mkstemp(&path)
        try #require(file >= 0)
        close(file)
        let name = String(decoding: path.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        return Conversation(store: store, state: StateFile(path: name))
    }

    private static func lines(
        _ conversation: inout Conversation, _ line: String
    ) throws -> [String] {
        try conversation.heard(Array(line.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func aLegacyClientOpensAndCalls() throws {
        var bank = try Self.conversation(Bank.self)
        let early = try Self.lines(&bank, #"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#)
        #expect(early.count == 1 && early[0].contains("-32600"))
        let opened = try Self.lines(
            &bank,
            #"{"jsonrpc":"2.0","id":2,"method":"initialize","params":{"protocolVersion":"2025-06-18"}}"#
        )
        #expect(opened[0].contains(#""protocolVersion":"2025-06-18""#))
        #expect(!opened[0].contains("resultType"))
        let paid = try Self.lines(
            &bank,
            #"{"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"refund","arguments":{"amount":0.10,"account":"A"}}}"#
        )
        #expect(paid.count == 1 && paid[0].contains("paid 0.10 usd to A"))
        let listed = try Self.lines(
            &bank,
            #"{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"list_refunds"}}"#)
        #expect(listed[0].contains("1 refunds, 0.1 usd in all"))
    }

    @Test(arguments: ["1999-01-01", "2024-11-05", "2026-07-28"])
    func anUnknownHandshakeIsOfferedTheNewest(_ version: String) throws {
        var bank = try Self.conversation(Bank.self)
        let opened = try Self.lines(
            &bank,
            #"{"jsonrpc":"2.0","id":2,"method":"initialize","params":{"protocolVersion":"\#(version)"}}"#
        )
        #expect(opened[0].contains(#""protocolVersion":"2025-11-25""#))
    }

    @Test func aModernClientNeedsNoHandshake() throws {
        var mail = try Self.conversation(Mailbox.self)
        let found = try Self.lines(
            &mail,
            #"{"jsonrpc":"2.0","id":1,"method":"server/discover","params":{\#(Self.meta)}}"#)
        #expect(found[0].contains(#""supportedVersions":["2026-07-28"]"#))
        #expect(found[0].contains(#""resultType":"complete""#))
        let listed = try Self.lines(
            &mail, #"{"jsonrpc":"2.0","id":2,"method":"tools/list","params":{\#(Self.meta)}}"#)
        #expect(listed[0].contains(#""cacheScope":"private""#))
        let read = try Self.lines(
            &mail,
            #"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"read_mail","arguments":{"id":"m9"},\#(Self.meta)}}"#
        )
        #expect(read[0].contains(#""isError":true"#))
    }

    @Test(arguments: [
        (#""io.modelcontextprotocol/protocolVersion":"2020-01-01""#, "-32022"),
        (#""io.modelcontextprotocol/protocolVersion":"2026-07-28""#, "-32602"),
    ])
    func aModernRequestThatLacksSomethingIsRefused(_ meta: String, _ code: String) throws {
        var bank = try Self.conversation(Bank.self)
        let answer = try Self.lines(
            &bank,
            #"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{\#(meta)}}}"#)
        #expect(answer[0].contains(code))
    }

    @Test(arguments: [
        ("{", "-32700"), ("[]", "-32600"), (#"{"id":null,"method":"ping"}"#, "-32600"),
        (#"{"id":1,"method":"nothing/at_all"}"#, "-32601"),
        (#"{"id":1,"method":"tools/list","params":[]}"#, "-32602"),
    ])
    func whatIsNoRequestIsRefused(_ line: String, _ code: String) throws {
        var bank = try Self.conversation(Bank.self)
        #expect(try Self.lines(&bank, line)[0].contains(code))
    }

    @Test func aSavedNoteChangesTheToolAndEveryClientIsTold() throws {
        var files = try Self.conversation(FileStore.self)
        _ = try Self.lines(
            &files,
            #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}"#
        )
        let acknowledged = try Self.lines(
            &files,
            #"{"jsonrpc":"2.0","id":"L","method":"subscriptions/listen","params":{"notifications":{"toolsListChanged":true},\#(Self.meta)}}"#
        )
        #expect(acknowledged[0].contains("notifications/subscriptions/acknowledged"))
        let save =
            #"{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"save_note","arguments":{"title":"t","text":"x"}}}"#
        let saved = try Self.lines(&files, save)
        #expect(saved.count == 3 && saved[0].contains(#""id":7"#))
        #expect(!saved[1].contains("subscriptionId"))
        #expect(saved[2].contains(#""io.modelcontextprotocol/subscriptionId":"L""#))
        let listed = try Self.lines(&files, #"{"jsonrpc":"2.0","id":8,"method":"tools/list"}"#)
        #expect(listed[0].contains("id_ed25519"))
        #expect(try Self.lines(&files, save).count == 1)
    }

    @Test(arguments: ["0", "-5", #""5""#])
    func anAmountThatIsNoneIsNotPaid(_ amount: String) throws {
        var state = JSONObject()
        let arguments = try JSONValue.parse(Array(#"{"account":"A","amount":\#(amount)}"#.utf8))
        guard case .object(let object) = arguments else { return }
        #expect(throws: ToolFault.self) { try Bank.call("refund", object, &state) }
        #expect(state.isEmpty)
    }
}
