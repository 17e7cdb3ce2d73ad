import JSON
import MCP
import Testing

@Suite struct EnvelopeTests {
    @Test func partsOfACall() throws {
        let text = #"""
            {"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"git_status","arguments":{"x":[1,{"y":"z"}]},"_meta":{"progressToken":7,"vendor/x":1}}}
            """#
        let envelope = try scan(text).get()
        #expect(envelope.kind == .request)
        #expect(envelope.id == RequestID("a"))
        #expect(envelope.method == .toolsCall)
        withMessage(text) { message in
            #expect(envelope.text(.name, in: message) == "git_status")
            #expect(envelope.bytes(.arguments, in: message)?.text == #"{"x":[1,{"y":"z"}]}"#)
            #expect(envelope.identifier(.metaProgressToken, in: message) == RequestID(7))
            #expect(
                envelope.bytes(.meta, in: message)?.text == #"{"progressToken":7,"vendor/x":1}"#)
            #expect(!envelope.has(.uri))
        }
    }

    @Test func theIDMayComeLast() throws {
        let text = #"{"method":"ping","params":{},"jsonrpc":"2.0","id":-0}"#
        let envelope = try scan(text).get()
        #expect(envelope.id == RequestID(0))
        #expect(envelope.id?.bytes.text == "-0", "the spelling received is kept")
    }

    @Test(arguments: [
        ("", "unexpectedEnd"), ("{", "unexpectedEnd"), ("nul", "unexpectedEnd"),
        (#"{"jsonrpc":"2.0","id":1,"method":"ping"}x"#, "trailingBytes"),
        (#"{"jsonrpc":"2.0","id":01,"method":"ping"}"#, "invalidNumber"),
        (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":"\ud800"}}"#, "loneSurrogate"),
        ("\u{FEFF}{}", "byteOrderMark"),
    ])
    func whatIsNoJSON(text: String, kind: String) {
        guard case .failure(let fault) = scan(text), case .syntax(let error) = fault.kind else {
            Issue.record("read: \(text)")
            return
        }
        #expect(error.kind.rawValue == kind, "\(text)")
        #expect(fault.code == .parseError)
    }

    /// Bytes that are not UTF-8, where the text says `!`: refused, and whose message it was is known.
    @Test(arguments: [
        (#"{"jsonrpc":"2.0","id":7,"method":"ping","params":{"a":"!"}}"#, 7, false, true),
        (#"{"jsonrpc":"2.0","result":{"text":"!"},"id":8}"#, 8, true, false),
        (
            #"{"jsonrpc":"2.0","id":9,"error":{"code":1,"message":"a"},"x":1,"x":"!"}"#, 9, true,
            false
        ),
        (#"{"jsonrpc":"2.0","id":!,"result":{}}"#, nil, false, false),
        ("!", nil, false, false),
    ])
    func whatIsNoUTF8(text: String, id: Int64?, isAnswer: Bool, isRequest: Bool) {
        let bytes = text.utf8.map { $0 == UInt8(ascii: "!") ? 0xFF : $0 }
        bytes.withUnsafeBytes { message in
            do throws(EnvelopeFault) {
                _ = try Envelope.scan(message)
                Issue.record("read: \(text)")
            } catch {
                #expect(error.code == .parseError, "\(text)")
                #expect(error.id?.number == id, "\(text)")
                #expect(error.isAnswer == isAnswer, "\(text)")
                #expect(error.isRequest == isRequest, "\(text)")
            }
        }
    }

    /// The id of such a line is what came, byte for byte, or none.
    @Test(
        arguments: [
            (#""é€😀""#, #""é€😀""#), (#""\u00e9é\/""#, #""\u00e9é\/""#), (#""?""#, #""?""#),
            (#""a!""#, nil), (#""!""#, nil), (#""\ud800é""#, nil), ("-0", "-0"),
        ] as [(String, String?)])
    func theIDOfABadLineIsWhatCame(id: String, expected: String?) {
        let text = #"{"jsonrpc":"2.0","id":\#(id),"method":"ping","params":{"a":"!"}}"#
        let bytes = text.utf8.map { $0 == UInt8(ascii: "!") ? 0xFF : $0 }
        bytes.withUnsafeBytes { message in
            do throws(EnvelopeFault) {
                _ = try Envelope.scan(message)
                Issue.record("read: \(text)")
            } catch {
                #expect(error.id?.bytes == expected.map { Array($0.utf8) }, "\(text)")
            }
        }
    }

    static let faults: [(String, EnvelopeFault.Kind, Int64?)] = [
        ("7", .notAnObject, nil), ("null", .notAnObject, nil),
        ("[]", .batch, nil), (#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#, .batch, nil),
        (#"{"id":1,"method":"ping"}"#, .wrongVersion, 1),
        (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, .wrongVersion, 1),
        (#"{"jsonrpc":2.0,"id":1,"method":"ping"}"#, .wrongKind(.jsonrpc), 1),
        (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, .badID, nil),
        (#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, .badID, nil),
        (#"{"jsonrpc":"2.0","id":1e2,"method":"ping"}"#, .badID, nil),
        (#"{"jsonrpc":"2.0","id":9223372036854775808,"method":"ping"}"#, .badID, nil),
        (#"{"jsonrpc":"2.0","id":true,"method":"ping"}"#, .badID, nil),
        (#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, .badID, nil),
        (#"{"jsonrpc":"2.0","id":1}"#, .notAMessage, 1),
        (#"{"jsonrpc":"2.0","id":1,"result":{},"error":{}}"#, .notAMessage, 1),
        (#"{"jsonrpc":"2.0","id":1,"method":"ping","result":{}}"#, .notAMessage, 1),
        (#"{"jsonrpc":"2.0","result":{}}"#, .notAMessage, nil),
        (#"{"jsonrpc":"2.0","id":null,"result":{}}"#, .badID, nil),
        (#"{"jsonrpc":"2.0","id":1,"method":"ping","id":2}"#, .duplicateKey, 1),
        (#"{"jsonrpc":"2.0","id":1,"method":"a","method":"b"}"#, .duplicateKey, 1),
        (#"{"jsonrpc":"2.0","method":"a","x":1,"x":2,"id":9}"#, .duplicateKey, 9),
        (#"{"jsonrpc":"2.0","method":"a","x":1,"\u0078":2,"id":9}"#, .duplicateKey, 9),
        (#"{"jsonrpc":"2.0","id":1,"method":"a","\u006dethod":"b"}"#, .escapedKey, 1),
        (
            #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","name":"b"}}"#,
            .duplicateKey, 1
        ),
        (
            #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"n\u0061me":"b"}}"#,
            .escapedKey, 1
        ),
        (
            #"{"jsonrpc":"2.0","id":1,"method":"a","params":{"_meta":{"v":1,"v":2}}}"#,
            .duplicateKey, 1
        ),
        (#"{"jsonrpc":"2.0","id":1,"method":"a","params":[1]}"#, .wrongKind(.params), 1),
        (#"{"jsonrpc":"2.0","id":1,"method":"a","params":{"_meta":1}}"#, .wrongKind(.meta), 1),
        (
            #"{"jsonrpc":"2.0","id":1,"result":{"resultType":"a","resultType":"b"}}"#,
            .duplicateKey, 1
        ),
        (#"{"jsonrpc":"2.0","id":1,"result":[]}"#, .wrongKind(.result), 1),
    ]

    @Test(arguments: faults.indices)
    func whatIsNoMessage(index: Int) {
        let (text, kind, id) = Self.faults[index]
        guard case .failure(let fault) = scan(text) else {
            Issue.record("read: \(text)")
            return
        }
        #expect(fault.kind == kind, "\(text)")
        #expect(fault.id == id.map { RequestID($0) }, "\(text)")
    }

    @Test func manyUnknownMembersAreReadUpToALimit() {
        func text(_ count: Int) -> String {
            let members = (0..<count).map { "\"k\($0)\":0" }.joined(separator: ",")
            return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\(members)}}"
        }
        #expect((try? scan(text(Limits.members)).get()) != nil)
        guard case .failure(let fault) = scan(text(Limits.members + 1)) else {
            Issue.record("no limit")
            return
        }
        #expect(fault.kind == .tooManyMembers)
    }

    @Test func anErrorMayAnswerNothing() throws {
        let text = #"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"x"}}"#
        #expect(try scan(text).get().kind == .error)
        #expect(try scan(text).get().id == nil)
    }

    @Test func anUnknownMethodHasNoCase() throws {
        let envelope = try scan(#"{"jsonrpc":"2.0","id":1,"method":"foo/bar"}"#).get()
        #expect(envelope.kind == .request)
        #expect(envelope.method == nil)
    }
}
