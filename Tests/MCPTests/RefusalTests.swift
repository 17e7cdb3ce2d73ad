import JSON
import MCP
import Testing

@Suite struct RefusalTests {
    static let kinds: [RefusalKind] = [
        .denied, .deniedByPerson, .expired, .pending, .overLimit, .paused, .frozen, .killed,
        .changed, .runEnded, .drifted, .invalidArguments("x \"y\"\n\u{1B}[2J"), .ambiguous("twice"),
        .unrecorded, .serverUnavailable, .serverLost, .serverSilent, .answerUnreadable,
        .outcomeUnrecorded,
        .inputWanted("input"), .tooMany,
    ]

    private func request(_ method: Method, _ revision: Revision) throws -> AgentRequest {
        var session = Fixtures.opened(revision)
        let target = method == .toolsCall ? #""name":"a""# : #""uri":"x:y""#
        let text =
            revision.era == .modern
            ? Fixtures.modern("\(method.name)", id: "2", params: target)
            : Fixtures.legacy("\(method.name)", params: target)
        guard case .govern(let request) = withMessage(text, { session.receive($0).step }) else {
            throw Missing()
        }
        return request
    }

    struct Missing: Error {}

    @Test(arguments: Revision.allCases)
    func aCallIsRefusedWhereTheModelSeesIt(revision: Revision) throws {
        let request = try request(.toolsCall, revision)
        for kind in Self.kinds {
            let line = Refusal(kind, reference: "PA-x7k").answer(to: request)
            guard case .object(let message) = try JSONValue.parse(line),
                case .object(let result) = message["result"],
                case .object(let meta) = result["_meta"],
                case .object(let refusal) = meta["pullcord/refusal"],
                case .array(let content) = result["content"],
                case .object(let block) = content.first, case .string(let text) = block["text"]
            else {
                Issue.record("\(line.text)")
                return
            }
            #expect(result["isError"] == .bool(true))
            #expect((result["resultType"] == .string("complete")) == (revision.era == .modern))
            #expect(refusal["reference"] == .string("PA-x7k"))
            #expect(refusal["retry"] == .string(kind.retry.rawValue))
            #expect(text.contains("PA-x7k"))
            #expect(text.contains("try again") || text.contains("call again"))
            #expect(text.hasPrefix("not ") || text.hasPrefix("outcome unknown"))
        }
    }

    @Test(arguments: Revision.allCases)
    func anyOtherRequestIsRefusedByAnErrorOutsideTheReservedCodes(revision: Revision) throws {
        let request = try request(.resourcesRead, revision)
        for kind in Self.kinds {
            let line = Refusal(kind, reference: "r").answer(to: request)
            guard case .object(let message) = try JSONValue.parse(line),
                case .object(let error) = message["error"],
                case .number(let number) = error["code"], let code = number.integer
            else {
                Issue.record("\(line.text)")
                return
            }
            #expect(code == -32602 || !(-32768 ... -32000).contains(code), "\(kind)")
        }
    }

    @Test func pendingSaysHowToGoOn() throws {
        let request = try request(.toolsCall, .november2025)
        let line = Refusal(
            .pending, reference: "PA-x7k", digest: "ab", expires: "2026-11-21T10:00:00Z"
        ).answer(to: request)
        #expect(
            line.text == #"""
                {"jsonrpc":"2.0","id":2,"result":{"content":[{"type":"text","text":"not executed: approval pending (PA-x7k); call again with exactly the same arguments to continue"}],"isError":true,"_meta":{"pullcord/refusal":{"kind":"pending","retry":"sameArguments","reference":"PA-x7k"},"pullcord/pending":{"reference":"PA-x7k","digest":"ab","expires":"2026-11-21T10:00:00Z"}}}}
                """#)
    }

    @Test func hostileWordsAreEscaped() throws {
        let request = try request(.toolsCall, .november2025)
        let line = Refusal(.invalidArguments("\u{1B}[2J\"\n"), reference: "r").answer(to: request)
        #expect(!line.contains { $0 < 0x20 })
        #expect(line.text.contains(#"\u001b[2J\"\n"#))
    }

    @Test func aToolThatIsNotThereIsUnknown() throws {
        let request = try request(.toolsCall, .july2026)
        #expect(
            request.unknown("a\"b").text
                == #"{"jsonrpc":"2.0","id":2,"error":{"code":-32602,"message":"Unknown tool: a\"b"}}"#
        )
    }

    @Test func aLineTooLongIsSaid() {
        #expect(
            Fixtures.opened(.june2025).lineTooLong(limit: 9).text
                == #"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"a line of more than 9 bytes"}}"#
        )
    }
}
