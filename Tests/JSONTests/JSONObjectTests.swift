import JSON
import Testing

@Suite struct JSONObjectTests {
    private func number(_ number: Int) -> JSONValue { .number(JSONNumber(number)) }

    @Test func keepsOrderAndFindsByBytes() throws {
        for count in [0, 1, 7, 8, 9, 10, 500] {
            let names = (0..<count).map { "n\(($0 * 7919) % 1009)" }
            let object = JSONObject(names.enumerated().map { ($1, number($0)) })
            #expect(object.members.map(\.name) == names)
            #expect(object.count == count && object.isEmpty == (count == 0))
            for (index, name) in names.enumerated() { #expect(object[name] == number(index)) }
            #expect(object["n"] == nil && object["n1009"] == nil && object[""] == nil)
        }
    }

    @Test func canonicallyEqualNamesAreTwo() {
        let few = JSONObject([("\u{E9}", number(1)), ("e\u{301}", number(2))])
        let many = JSONObject(few.members + (0..<20).map { ("k\($0)", number(0)) })
        for object in [few, many] {
            #expect(object["\u{E9}"] == number(1) && object["e\u{301}"] == number(2))
        }
        #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
        #expect(JSONObject([("\u{E9}", number(1))]) != JSONObject([("e\u{301}", number(1))]))
    }

    @Test(arguments: [0, 20])
    func aNameGivenTwiceKeepsItsLastValue(others: Int) {
        let padding = (0..<others).map { (name: "k\($0)", value: number(0)) }
        let object = JSONObject(
            [("a", number(1)), ("b", number(2)), ("a", number(3))] + padding
                + [("b", number(4)), ("a", number(5))])
        #expect(object.members.prefix(2).map(\.name) == ["a", "b"])
        #expect(object.count == 2 + others)
        #expect(object["a"] == number(5) && object["b"] == number(4))
    }

    @Test(arguments: [
        (#"{"a":1,"b":[true,null]}"#, #"{ "b" : [true,null], "a" : 1.0 }"#, true),
        (#"{"a":1}"#, #"{"a":2}"#, false), (#"{"a":1}"#, #"{"a":1,"b":1}"#, false),
        (#"{"a":1}"#, #"{"b":1}"#, false),
        ("[1,2]", "[2,1]", false), ("\"\\u0041\"", "\"A\"", true), ("0", "false", false),
        ("null", "0", false),
        ("[]", "{}", false), ("\"1\"", "1", false), ("1e2", "100", true), ("[[]]", "[[[]]]", false),
        (
            #"{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9}"#,
            #"{"i":9,"h":8,"g":7,"f":6,"e":5,"d":4,"c":3,"b":2,"a":1}"#, true
        ),
        (#"{"a":1,"b":2}"#, #"{"b":1,"a":2}"#, false),
    ])
    func equality(left: String, right: String, areEqual: Bool) throws {
        let first = try JSONValue.parse(Array(left.utf8))
        let second = try JSONValue.parse(Array(right.utf8))
        #expect((first == second) == areEqual)
        #expect((second == first) == areEqual)
        if areEqual { #expect(first.hashValue == second.hashValue) }
        #expect((CanonicalJSON.bytes(of: first) == CanonicalJSON.bytes(of: second)) == areEqual)
    }

    @Test func spellingAndOrderAreKept() throws {
        let text = #"{"z":1.10,"a":[-0,1E+2,123456789012345678901234567890],"":"x"}"#
        var writer = JSONWriter()
        writer.value(try JSONValue.parse(Array(text.utf8)))
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
    }
}
