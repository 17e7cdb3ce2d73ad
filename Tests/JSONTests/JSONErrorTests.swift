import JSON
import Testing

/// What is refused, as what, and where.
@Suite struct JSONErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let kind: JSONError.Kind
        let offset: Int
        var testDescription: String { text }

        init(_ text: String, _ kind: JSONError.Kind, _ offset: Int) {
            self.text = text
            self.kind = kind
            self.offset = offset
        }
    }

    static let cases = [
        Case("", .unexpectedEnd, 0), Case("  ", .unexpectedEnd, 2), Case("[", .unexpectedEnd, 1),
        Case("{", .unexpectedEnd, 1), Case("{\"a\"", .unexpectedEnd, 4),
        Case("{\"a\":", .unexpectedEnd, 5), Case("{\"a\":1", .unexpectedEnd, 6),
        Case("[1", .unexpectedEnd, 2), Case("[1,", .unexpectedEnd, 3),
        Case("\"a", .unexpectedEnd, 2), Case("\"", .unexpectedEnd, 1),
        Case("\"abcdefghijk\\", .unexpectedEnd, 13), Case("\"\\u12", .unexpectedEnd, 5),
        Case("-", .unexpectedEnd, 1), Case("1.", .unexpectedEnd, 2), Case("1e", .unexpectedEnd, 2),
        Case("1e+", .unexpectedEnd, 3), Case("tru", .unexpectedEnd, 3),
        Case("f", .unexpectedEnd, 1),
        Case("[1,]", .expectedValue, 3), Case("[,1]", .expectedValue, 1),
        Case("[1 2]", .expectedCommaOrEnd, 3), Case("[1}", .expectedCommaOrEnd, 2),
        Case("{\"a\":1]", .expectedCommaOrEnd, 6), Case("]", .expectedValue, 0),
        Case("{,}", .expectedKey, 1), Case("{\"a\":1,}", .expectedKey, 7),
        Case("{1:2}", .expectedKey, 1),
        Case("{'a':1}", .expectedKey, 1), Case("{\"a\" 1}", .expectedColon, 5),
        Case("{\"a\":,}", .expectedValue, 5), Case("{}}", .trailingBytes, 2),
        Case("1 2", .trailingBytes, 2),
        Case("truth", .invalidLiteral, 0), Case("[True]", .expectedValue, 1),
        Case("nulL", .invalidLiteral, 0), Case("NaN", .expectedValue, 0),
        Case("-Infinity", .invalidNumber, 1),
        Case("01", .invalidNumber, 1), Case("-01", .invalidNumber, 2),
        Case("+1", .expectedValue, 0),
        Case(".5", .expectedValue, 0), Case("1.e3", .invalidNumber, 2),
        Case("[1.a]", .invalidNumber, 3),
        Case("1ea", .invalidNumber, 2), Case("0x10", .trailingBytes, 1),
        Case("1_000", .trailingBytes, 1),
        Case("1e100000000000000000", .exponentTooLarge, 1),
        Case("[1E-00123456789012345678]", .exponentTooLarge, 2),
        Case("\"a\tb\"", .controlCharacter, 2), Case("\"\0\"", .controlCharacter, 1),
        Case("\"1234567\u{1F}\"", .controlCharacter, 8), Case("\"a\nb\"", .controlCharacter, 2),
        Case("\"\\a\"", .invalidEscape, 2), Case("\"\\u12G4\"", .invalidEscape, 5),
        Case("\"\\U0041\"", .invalidEscape, 2), Case("\"x\\ud800\"", .loneSurrogate, 2),
        Case("\"\\udc00\"", .loneSurrogate, 1), Case("\"\\udc00\\udc00\"", .loneSurrogate, 1),
        Case("\"\\udbff\\ue000\"", .loneSurrogate, 1), Case("\"\\ud800\\\"", .loneSurrogate, 1),
        Case("\"\\ud800\\u0041\"", .loneSurrogate, 1),
        Case("\"\\ud800\\ud800\"", .loneSurrogate, 1), Case("\u{FEFF}1", .byteOrderMark, 0),
        Case("[\u{FEFF}1]", .expectedValue, 1), Case("\u{A0}1", .expectedValue, 0),
        Case("/**/1", .expectedValue, 0), Case("1//", .trailingBytes, 1),
        Case("\u{C}1", .expectedValue, 0),
    ]

    @Test(arguments: cases)
    func refused(example: Case) {
        let error = JSONError(kind: example.kind, offset: example.offset)
        #expect(Readings.scan(Array(example.text.utf8)) == error)
        #expect(Readings.tree(Array(example.text.utf8)) == .failure(error))
        #expect(Readings.walk(Array(example.text.utf8)) == error)
    }

    static let duplicates = [
        Case(#"{"a":1,"a":1}"#, .duplicateKey, 7), Case(#"{"a":1,"\u0061":2}"#, .duplicateKey, 7),
        Case(#"{"\u0061":1,"a":2}"#, .duplicateKey, 12),
        Case(#"[[{"x":{"k":0,"l":1,"k":2}}]]"#, .duplicateKey, 20),
        Case(#"{"":1,"":2}"#, .duplicateKey, 6), Case(#"{"/":1,"\/":2}"#, .duplicateKey, 7),
        Case(#"{"é":1,"\u00e9":2}"#, .duplicateKey, 8),
        Case(#"{"😂":1,"\uD83D\uDE02":2}"#, .duplicateKey, 10),
        Case(#"{"漢":1,"\u6F22":2}"#, .duplicateKey, 9),
        Case(#"{"\n":1,"\u000A":2}"#, .duplicateKey, 8),
        Case(#"{"\u0000":1,"\u0000":2}"#, .duplicateKey, 12),
    ]

    @Test(arguments: duplicates)
    func duplicateKey(example: Case) {
        let error = JSONError(kind: .duplicateKey, offset: example.offset)
        #expect(Readings.scan(Array(example.text.utf8)) == nil, "the scanner alone does not look")
        #expect(Readings.tree(Array(example.text.utf8)) == .failure(error))
        #expect(Readings.walk(Array(example.text.utf8)) == error)
    }

    @Test(arguments: [
        "{\"caf\u{E9}\":1,\"cafe\u{301}\":2}", #"{"a":1,"A":2}"#, #"{"a":1,"a\u200b":2}"#,
        #"{"a":1,"a\u0000":2}"#, #"{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]}"#, #"{"":1," ":2}"#,
    ])
    func differentKeys(text: String) {
        #expect(Readings.walk(Array(text.utf8)) == nil)
        #expect(throws: Never.self) { try JSONValue.parse(Array(text.utf8)) }
    }

    /// Each byte sequence alone in a string, and behind enough text that eight bytes are looked
    /// at together.
    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x80, 0x80],
            [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xE2, 0x82],
            [0xE2, 0x28, 0xA1],
            [0xE2, 0x82, 0x28], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
            [0xF0, 0x9F, 0x98], [0xF0, 0x9F, 0x28, 0x80], [0xFE], [0xFF],
        ] as [[UInt8]])
    func invalidUTF8(sequence: [UInt8]) {
        for before in 0..<17 {
            let bytes = [0x22] + [UInt8](repeating: 0x61, count: before) + sequence + [0x22]
            let error = JSONError(kind: .invalidUTF8, offset: before + 1)
            #expect(Readings.scan(bytes) == error)
            #expect(Readings.tree(bytes) == .failure(error))
        }
    }

    /// The reading of UTF-8 agrees with the standard library's on every sequence of up to three
    /// bytes with an interesting first one, and on samples of four.
    @Test func everySequence() {
        var disagreements: [[UInt8]] = []
        func check(_ sequence: [UInt8]) {
            let isText = String(validating: sequence, as: UTF8.self) != nil
            if isText != (Readings.scan([0x22] + sequence + [0x22]) == nil) {
                disagreements.append(sequence)
            }
        }
        let edges: [UInt8] = [
            0x21, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xED, 0xF0,
            0xFF,
        ]
        for first in 0x80...0xFF as ClosedRange<UInt8> {
            for second in 0x80...0xFF as ClosedRange<UInt8> { check([first, second]) }
            for second in edges {
                for third in edges {
                    check([first, second, third])
                    for fourth in edges { check([first, second, third, fourth]) }
                }
            }
        }
        #expect(disagreements.isEmpty, "\(disagreements.prefix(5))")
    }

    @Test func everyKindSaysWhatAndWhere() {
        for kind in JSONError.Kind.allCases {
            let text = JSONError(kind: kind, offset: 7).description
            #expect(text.hasSuffix(" at byte 7") && text.first?.isUppercase == false)
        }
        #expect(JSONError.Kind.allCases.count == 21)
    }
}
