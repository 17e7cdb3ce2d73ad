import JSON
import Testing

@Suite struct JSONScannerTests {
    /// Runs a body over the scanner of a text.
    private func scan<Result>(
        _ text: String, _ body: (inout JSONScanner) throws -> Result
    ) throws -> Result {
        try Array(text.utf8).withUnsafeBytes { buffer in
            var scanner = try JSONScanner(buffer)
            return try body(&scanner)
        }
    }

    private func slice(_ text: String, _ range: Range<Int>) -> String {
        String(decoding: Array(text.utf8)[range], as: UTF8.self)
    }

    @Test func readsAnEnvelope() throws {
        let text =
            #" { "jsonrpc" : "2.0" , "id" : 1.50, "method":"tools\/call", "params" : {"name":"é\n","arguments": {"a": [1, {"b": null}]} , "_meta":{} } } "#
        var found: [String: String] = [:]
        try scan(text) { scanner in
            try scanner.enterObject()
            while let key = try scanner.nextKey() {
                if scanner.matches(key, "params") {
                    #expect(try scanner.nextKind() == .object)
                    try scanner.enterObject()
                    #expect(scanner.depth == 2)
                    while let inner = try scanner.nextKey() {
                        found["params/" + scanner.string(inner)] = slice(
                            text, try scanner.skipValue())
                    }
                } else if scanner.matches(key, "method") {
                    let method = try scanner.readString()
                    #expect(method.isEscaped && scanner.matches(method, "tools/call"))
                    found["method"] = slice(text, method.quoted)
                } else {
                    found[scanner.string(key)] = slice(text, try scanner.skipValue())
                }
            }
            #expect(scanner.depth == 0)
            try scanner.finish()
        }
        #expect(
            found == [
                "jsonrpc": "\"2.0\"", "id": "1.50", "method": #""tools\/call""#,
                "params/name": #""é\n""#, "params/arguments": #"{"a": [1, {"b": null}]}"#,
                "params/_meta": "{}",
            ])
    }

    @Test(arguments: [
        (#""method""#, true), (#""\u006dethod""#, true), (#""metho\u0064""#, true),
        (#""\u006D\u0065\u0074\u0068\u006f\u0064""#, true), (#""metho""#, false),
        (#""method ""#, false), (#""Method""#, false), (#""metho\u0044""#, false),
        (#""\u006dethod\u0000""#, false), (#""\u006detho""#, false), (#""""#, false),
        (#""mеthod""#, false),
    ])
    func matchesAWordHoweverSpelled(text: String, isMatch: Bool) throws {
        try scan(text) { scanner in
            let string = try scanner.readString()
            #expect(scanner.matches(string, "method") == isMatch)
            #expect((scanner.string(string).utf8.elementsEqual("method".utf8)) == isMatch)
        }
    }

    @Test func arraysElementByElement() throws {
        let text = "[ 1 , [ ] , {\"a\":[2]} , \"x\" ]"
        let elements = try scan(text) { scanner in
            var elements: [String] = []
            try scanner.enterArray()
            while try scanner.nextElement() {
                elements.append(slice(text, try scanner.skipValue()))
            }
            try scanner.finish()
            return elements
        }
        #expect(elements == ["1", "[ ]", "{\"a\":[2]}", "\"x\""])
    }

    @Test(arguments: [
        ("{}", JSONKind.object), ("[]", .array), ("\"\"", .string), ("0", .number), ("-1", .number),
        ("true", .bool), ("false", .bool), ("null", .null),
    ])
    func kinds(text: String, kind: JSONKind) throws {
        try scan(" \n" + text) { scanner in
            #expect(try scanner.nextKind() == kind)
            #expect(try scanner.skipValue() == 2..<2 + text.utf8.count)
            try scanner.finish()
        }
        #expect(try JSONValue.parse(Array(text.utf8)).kind == kind)
    }

    @Test func aKindThatIsNotThere() throws {
        try scan(" [1]") { scanner in
            #expect(throws: JSONError(kind: .expectedObject, offset: 1)) {
                try scanner.enterObject()
            }
            #expect(throws: JSONError(kind: .expectedString, offset: 1)) {
                try scanner.readString()
            }
            try scanner.enterArray()
            #expect(try scanner.nextElement())
            #expect(throws: JSONError(kind: .expectedArray, offset: 2)) { try scanner.enterArray() }
        }
    }

    @Test func startsAgainAtARange() throws {
        let text = #"{"a":{"k":"\u0041b","plain":"cd"},"b":2}"#
        try Array(text.utf8).withUnsafeBytes { buffer in
            var outer = try JSONScanner(buffer)
            try outer.enterObject()
            _ = try outer.nextKey()
            let range = try outer.skipValue()
            var inner = try JSONScanner(buffer, at: range)
            try inner.enterObject()
            _ = try inner.nextKey()
            let value = try inner.skipValue()
            #expect(slice(text, value) == #""\u0041b""#)
            let string = try #require(inner.stringRange(ofValue: value))
            #expect(string.isEscaped && inner.string(string) == "Ab")
            _ = try inner.nextKey()
            let plain = try #require(inner.stringRange(ofValue: try inner.skipValue()))
            #expect(!plain.isEscaped && inner.matches(plain, "cd"))
            #expect(try inner.nextKey() == nil)
            try inner.finish()
            #expect(inner.stringRange(ofValue: range) == nil)
            #expect(throws: JSONError.self) { try JSONScanner(buffer, at: 3..<text.utf8.count + 1) }
            #expect(throws: JSONError.self) { try JSONScanner(buffer, at: -1..<2) }
        }
    }

    /// Strings of every length around the eight bytes that are looked at together, with each
    /// byte that ends such a look at each place.
    @Test func everyPlaceInAString() throws {
        for length in 0..<20 {
            for place in 0..<max(length, 1) {
                for special in ["\\\"", "\\\\", "é", "漢", "😂", "\\u00e9", "\\ud83d\\ude02"] {
                    let plain = String(repeating: "a", count: place)
                    let text =
                        "\"\(plain)\(special)\(String(repeating: "z", count: length - min(place, length)))\""
                    #expect(Readings.scan(Array(text.utf8)) == nil, "\(text)")
                    #expect(
                        Readings.scan(Array(text.utf8.dropLast()))?.kind == .unexpectedEnd,
                        "\(text)")
                }
            }
        }
    }

    /// More keys than are compared one by one, long ones too, each then given again in another
    /// spelling.
    @Test func manyKeys() throws {
        var names = (0..<40).map { "key\($0)" }
        names += (0..<3).map { String(repeating: "long", count: 15 + $0) + "é" }
        names += [String(repeating: "x", count: 64), String(repeating: "x", count: 65)]
        names += [String(repeating: "x", count: 63) + "é", String(repeating: "x", count: 62) + "é"]
        let members = names.map { "\"\($0)\":0" }.joined(separator: ",")
        #expect(Readings.walk(Array("{\(members)}".utf8)) == nil)
        for name in names {
            let escaped = escaped(name)
            #expect(
                Readings.walk(Array("{\"\(name)\":0,\"\(escaped)\":0}".utf8))?.kind == .duplicateKey
            )
            #expect(
                Readings.walk(Array("{\"\(escaped)\":0,\"\(name)\":0}".utf8))?.kind == .duplicateKey
            )
            for again in [name, escaped] {
                let text = Array("{\(members),\"\(again)\":0}".utf8)
                let error = JSONError(kind: .duplicateKey, offset: members.utf8.count + 2)
                #expect(Readings.walk(text) == error, "\(again)")
                #expect(Readings.tree(text) == .failure(error), "\(again)")
                let reversed = Array("{\"\(again)\":0,\(members)}".utf8)
                #expect(Readings.walk(reversed)?.kind == .duplicateKey, "\(again)")
            }
        }
    }

    /// Every character as an escape of four digits.
    private func escaped(_ name: String) -> String {
        name.unicodeScalars.map { scalar in
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }

    @Test func tooManyKeys() throws {
        func object(_ count: Int) -> [UInt8] {
            Array("{\((0..<count).map { "\"k\($0)\":0" }.joined(separator: ","))}".utf8)
        }
        #expect(Readings.walk(object(JSONLimits.judgedKeys)) == nil)
        #expect(Readings.walk(object(JSONLimits.judgedKeys + 1))?.kind == .tooMany)
        #expect((try? Readings.tree(object(3000)).get()) != nil)
    }
}
