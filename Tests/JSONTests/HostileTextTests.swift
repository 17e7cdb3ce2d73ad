import JSON
import Testing

/// The cases of shared/vectors/hostile-text.
@Suite struct HostileTextTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        var testDescription: String { name }
    }

    static let cases: [Case] = read()

    /// JSON documents, some of them not valid, and what becomes of each: nil where it is read.
    static let outcomes: [String: JSONError.Kind?] = [
        "lone-high-surrogate": .loneSurrogate, "lone-low-surrogate": .loneSurrogate,
        "swapped-pair": .loneSurrogate, "high-then-text": .loneSurrogate,
        "lone-surrogate-key": .loneSurrogate, "two-keys-one-after-repair": .loneSurrogate,
        "escaped-esc": nil, "escaped-esc-in-key": nil, "escaped-nul": nil, "escaped-rlo": nil,
        "escaped-ascii-hides": nil, "escaped-slash": nil, "double-encoded": nil,
        "raw-control": .controlCharacter, "raw-newline": .controlCharacter, "raw-del": nil,
        "raw-ls-ps": nil, "duplicate-keys": .duplicateKey, "duplicate-keys-escaped": .duplicateKey,
        "duplicate-keys-normal-forms": nil, "invisible-key": nil, "huge-number": nil,
        "exponent": nil, "number-precision": nil, "minus-zero": nil, "nan": .expectedValue,
        "comment": .expectedCommaOrEnd, "bom": .byteOrderMark, "long-key": nil, "empty-key": nil,
        "proto-key": nil, "invalid-utf8-in-string": .invalidUTF8, "deep-1000": .tooDeep,
        "deep-objects": .tooDeep,
    ]

    @Test func documents() throws {
        let documents = HostileTextTests.cases.filter { $0.name.hasPrefix("json/") }
        guard !HostileTextTests.cases.isEmpty else { return }
        #expect(documents.count == HostileTextTests.outcomes.count)
        for document in documents {
            let expected = try #require(
                HostileTextTests.outcomes[String(document.name.dropFirst(5))])
            let walked = Readings.walk(document.bytes)
            #expect(walked?.kind == expected, "\(document.name)")
            switch Readings.tree(document.bytes) {
            case .failure(let error): #expect(error.kind == expected, "\(document.name)")
            case .success(let value):
                #expect(expected == nil, "\(document.name)")
                var writer = JSONWriter()
                writer.value(value)
                #expect(try JSONValue.parse(writer.bytes) == value, "\(document.name)")
            }
        }
    }

    /// Every case as a string and as a key: written and read back as the same bytes, or refused
    /// where it is not UTF-8.
    @Test func everyTextAsAString() throws {
        for example in HostileTextTests.cases {
            guard let text = String(validating: example.bytes, as: UTF8.self) else {
                let quoted = [UInt8(ascii: "\"")] + example.bytes + [UInt8(ascii: "\"")]
                #expect(Readings.scan(quoted) != nil, "\(example.name)")
                continue
            }
            var writer = JSONWriter()
            writer.value(.object(JSONObject([(text, .string(text))])))
            let value = try JSONValue.parse(writer.bytes)
            guard case .object(let object) = value, case .string(let string)? = object[text] else {
                Issue.record("\(example.name) came back as another value")
                continue
            }
            #expect(Array(string.utf8) == example.bytes, "\(example.name)")
            #expect(Array(object.members[0].name.utf8) == example.bytes, "\(example.name)")
        }
    }

    /// Every case as a document of its own is read or refused, alike by both readings.
    @Test func everyTextAsADocument() {
        for example in HostileTextTests.cases {
            Agreement.check(example.bytes, "\(example.name)")
        }
    }

    private static func read() -> [Case] {
        guard let lines = Vectors.file("hostile-text/cases.jsonl") else { return [] }
        return lines.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard case .object(let object)? = try? JSONValue.parse(Array(line)),
                case .string(let name)? = object["name"],
                case .string(let text)? = object["bytes_base64"], let bytes = Base64.bytes(text)
            else {
                Issue.record("a line of hostile-text that cannot be read")
                return nil
            }
            return Case(name: name, bytes: bytes)
        }
    }
}
