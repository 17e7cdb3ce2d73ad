import Control
import JSON
import Testing

/// What the reader must not take.
@Suite struct RefusalTests {
    static let requests: [(line: String, why: String)] = [
        ("", "the line is not JSON"),
        ("null", "is not an object"),
        ("[]", "is not an object"),
        ("{}", "number is missing"),
        (#"{"number":"1"}"#, "verb is missing"),
        (#"{"number":1,"verb":"status"}"#, "number is not a text"),
        (#"{"number":"01","verb":"status"}"#, "number is not a text of decimal digits"),
        (#"{"number":"+1","verb":"status"}"#, "number is not a text of decimal digits"),
        (#"{"number":"-1","verb":"status"}"#, "number is not a text of decimal digits"),
        (#"{"number":"18446744073709551616","verb":"status"}"#, "number is not a text of decimal"),
        (#"{"number":"1","verb":"shutdown"}"#, "verb holds a word"),
        (#"{"number":"1","verb":"Status"}"#, "verb holds a word"),
        (#"{"number":"1","verb":null}"#, "verb is not a text"),
        (#"{"number":"1","verb":"status","extra":1}"#, "a field that this version does not know"),
        (#"{"number":"1","verb":"status","verb":"kill"}"#, "the line is not JSON"),
        (#"{"number":"1","verb":"status","\u0076erb":"kill"}"#, "the line is not JSON"),
        (#"{"number":"1","verb":"hold","code":""}"#, "code is not a code"),
        (
            #"{"number":"1","verb":"hold","code":"AAAAAAAAAAAAAAAAA"}"#,
            "code is over its limit of 16"
        ),
        (#"{"number":"1","verb":"pause","agent":"a"}"#, "reason is missing"),
        (#"{"number":"1","verb":"pause","agent":"","reason":"x"}"#, "agent is not a name"),
        (
            #"{"number":"1","verb":"kill","reason":"x","scope":{"kind":"all","name":"pay"}}"#,
            "the field scope holds a field that this version does not know"
        ),
        (
            #"{"number":"1","verb":"kill","reason":"x","scope":{"kind":"agent"}}"#,
            "scope.name is missing"
        ),
        (#"{"number":"1","verb":"kill","reason":"x","scope":"all"}"#, "scope is not an object"),
        (
            #"{"number":"1","verb":"kill","reason":"x","scope":{"kind":"tool","name":"pay"}}"#,
            "scope.name is not server/tool"
        ),
        (
            #"{"number":"1","verb":"kill","reason":"x","scope":{"kind":"tool","name":"/x"}}"#,
            "scope.name is not server/tool"
        ),
        (#"{"number":"1","verb":"subscribe","from":5}"#, "from is not a text"),
        (#"{"number":"1","verb":"subscribe","from":null}"#, "from is not a text"),
        (
            #"{"number":"1","verb":"extend","code":"A7Q","nanoseconds":"1e9"}"#,
            "nanoseconds is not a text of decimal digits"
        ),
        (#"{"number":"1","verb":"policy-apply","digest":"00"}"#, "digest is not a digest"),
        (
            #"{"number":"1","verb":"grant","agent":"a","tool":"p/t","rung":"all","reason":"x"}"#,
            "rung holds a word"
        ),
    ]

    @Test(arguments: requests) func requestIsRefused(_ line: String, _ why: String) throws {
        let fault = try #require(throws: ControlRequestFault.self) {
            _ = try Wire.request(Array(line.utf8))
        }
        #expect(fault.fault.description.contains(why), "\(fault.fault)")
    }

    static let answers: [(change: String, why: String)] = [
        (#""digest":7"#, "answer.digest is not a text"),
        (#""revision":"3""#, "answer.revision is not a whole number"),
        (#""revision":3.0"#, "answer.revision is not a whole number"),
        (#""revision":-3"#, "answer.revision is not a whole number"),
        (#""revision":9007199254740993"#, "answer.revision is over its limit"),
        (#""revision":99999999999999999999999"#, "answer.revision is over its limit"),
        (#""channel":"person""#, "answer.channel holds a word"),
        (#""decision":"deny""#, "answer.reason is missing"),
        (#""decision":"deny","reason":{"kind":"text"}"#, "answer.reason.text is missing"),
        (
            #""decision":"deny","reason":{"kind":"policy","text":"x"}"#,
            "the field answer.reason holds a field"
        ),
        (#""reason":{"kind":"policy"}"#, "the field answer holds a field"),
    ]

    @Test(arguments: answers) func answerIsRefused(_ change: String, _ why: String) throws {
        let digest = String(repeating: "0", count: 64)
        var members = [
            #""code":"A7Q""#, #""digest":"\#(digest)""#, #""revision":3"#,
            #""channel":"terminal""#, #""decision":"approve""#,
        ]
        let name = change.prefix { $0 != ":" } + ":"
        members.removeAll { $0.hasPrefix(name) }
        members.append(change)
        let answer = members.joined(separator: ",")
        let line = #"{"number":"1","verb":"answer","answer":{\#(answer)}}"#
        let fault = try #require(throws: ControlRequestFault.self) {
            _ = try Wire.request(Array(line.utf8))
        }
        #expect(fault.fault.description.contains(why), "\(fault.fault)")
        #expect(fault.number == 1, "the refusal reaches the one who asked")
    }

    @Test func aReasonOverItsLimitIsRefused() throws {
        let longest = ControlRequest.freeze(
            reason: String(repeating: "x", count: ControlLimits.reasonBytes))
        let over = ControlRequest.freeze(
            reason: String(repeating: "x", count: ControlLimits.reasonBytes + 1))
        #expect(try Wire.request(bytes(longest)).request == longest)
        #expect(throws: ControlRequestFault.self) { try Wire.request(bytes(over)) }
    }

    @Test func aRequestOverItsLimitIsRefusedUnread() throws {
        let line = [UInt8](repeating: UInt8(ascii: " "), count: ControlLimits.requestBytes + 1)
        let fault = try #require(throws: ControlRequestFault.self) { _ = try Wire.request(line) }
        #expect(fault.fault.kind == .overLimit(ControlLimits.requestBytes))
    }

    @Test func aDeepLineIsRefused() throws {
        let line = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
        #expect(throws: ControlRequestFault.self) { try Wire.request(Array(line.utf8)) }
    }

    @Test func aListOverItsLimitIsRefused() throws {
        let view = AgentsView(
            host: Samples.bareHost,
            agents: Array(repeating: Samples.agent, count: ControlLimits.subjects + 1))
        let bytes = ControlCodec.bytes(of: .reply(number: 1, .agents(view)))
        let fault = try #require(throws: WireFault.self) { _ = try Wire.line(bytes) }
        #expect(fault.path == "value.agents")
    }

    @Test func longProseIsCutAndCounted() throws {
        let long = String(repeating: "\u{1F600}", count: ControlLimits.sentenceBytes)
        let line = ControlLine.reply(number: 1, .done(DoneView(message: long)))
        guard case .reply(_, .done(let view)) = try Wire.line(ControlCodec.bytes(of: line)) else {
            Issue.record("another reply")
            return
        }
        #expect(view.message.utf8.count <= ControlLimits.sentenceBytes)
        let kept = view.message.unicodeScalars.count { $0 == "\u{1F600}" }
        #expect(view.message.hasSuffix("[+\(long.utf8.count - 4 * kept) bytes]"))
    }

    private func bytes(_ request: ControlRequest) -> [UInt8] {
        ControlCodec.bytes(of: ControlRequestLine(number: 1, request))
    }
}
