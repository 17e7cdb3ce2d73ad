import JSON
import Testing

@Suite struct JSONPointerTests {
    /// The document of RFC 6901 section 5, and what its pointers give.
    @Test(arguments: [
        ("/foo", #"["bar","baz"]"#), ("/foo/0", #""bar""#), ("/", "0"), ("/a~1b", "1"),
        ("/c%d", "2"),
        ("/e^f", "3"), ("/g|h", "4"), (#"/i\j"#, "5"), ("/k\"l", "6"), ("/ ", "7"), ("/m~0n", "8"),
    ])
    func examplesOfTheStandard(text: String, expected: String) throws {
        let document = try JSONValue.parse(
            Array(
                #"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#
                    .utf8))
        let value = try JSONPointer(text).value(in: document)
        #expect(value == (try JSONValue.parse(Array(expected.utf8))))
        #expect(try JSONPointer("").value(in: document) == document)
    }

    @Test(arguments: [
        "/foo/2", "/foo/-", "/foo/00", "/foo/01", "/foo/+1", "/foo/-1", "/foo/ 1", "/foo/",
        "/foo/0/x",
        "/foo/99999999999999999999", "/fo", "/FOO", "/foo/1e0", "/\u{66}oo\u{301}", "//foo",
    ])
    func noSuchPlace(text: String) throws {
        let document = try JSONValue.parse(Array(#"{"foo":["bar","baz"]}"#.utf8))
        #expect(try JSONPointer(text).value(in: document) == nil)
    }

    @Test(arguments: [
        ("foo", JSONPointer.Fault.notRooted), ("#/foo", .notRooted), (" ", .notRooted),
        ("/a~", .invalidEscape(offset: 2)), ("/~2", .invalidEscape(offset: 1)),
        ("/a/~x~0", .invalidEscape(offset: 3)),
    ])
    func refused(text: String, fault: JSONPointer.Fault) {
        #expect(throws: fault) { try JSONPointer(text) }
    }

    @Test func bounded() throws {
        let longest = "/" + String(repeating: "a", count: JSONPointer.longest - 1)
        #expect(try JSONPointer(longest).tokens.count == 1)
        #expect(throws: JSONPointer.Fault.tooLong) { try JSONPointer(longest + "a") }
    }

    @Test func namesAreBytes() throws {
        let document = try JSONValue.parse(Array("{\"caf\u{E9}\":1,\"cafe\u{301}\":2}".utf8))
        let composed = try JSONPointer("/caf\u{E9}")
        let decomposed = try JSONPointer("/cafe\u{301}")
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(composed.value(in: document) == .number(JSONNumber(1)))
        #expect(decomposed.value(in: document) == .number(JSONNumber(2)))
        #expect(try JSONPointer("/~01").tokens == ["~1"])
    }
}
