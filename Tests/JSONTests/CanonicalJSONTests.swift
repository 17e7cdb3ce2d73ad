import JSON
import Testing

@Suite struct CanonicalJSONTests {
    /// Inputs and expected bytes of RFC 8785's author (cyberphone/json-canonicalization).
    @Test func publishedVectors() throws {
        let inputs = Vectors.files(in: "jcs/testdata/input")
        guard !inputs.isEmpty else { return }
        #expect(inputs.count == 6)
        for input in inputs {
            let output = try #require(Vectors.file("jcs/testdata/output/" + input.name))
            let value = try JSONValue.parse(input.bytes)
            let bytes = CanonicalJSON.bytes(of: value, numbers: .ecmaScript)
            #expect(text(bytes) == text(output), "\(input.name)")
            #expect(bytes == output, "\(input.name)")
        }
    }

    /// Doubles of RFC 8785 appendix B, spelled in full or in odd ways.
    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("5e-324", "5e-324"), ("-5e-324", "-5e-324"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
        ("9007199254740992", "9007199254740992"), ("9007199254740993", "9007199254740992"),
        ("295147905179352830000", "295147905179352830000"),
        ("9.999999999999997e22", "9.999999999999997e+22"), ("1e23", "1e+23"),
        ("1.0000000000000001e23", "1.0000000000000001e+23"),
        ("999999999999999700000", "999999999999999700000"),
        ("999999999999999900000", "999999999999999900000"), ("1e21", "1e+21"),
        ("9.999999999999997e-7", "9.999999999999997e-7"), ("0.000001", "0.000001"),
        ("333333333.3333332", "333333333.3333332"), ("333333333.33333325", "333333333.33333325"),
        ("-0.0000033333333333333333", "-0.0000033333333333333333"),
        ("1424953923781206.2", "1424953923781206.2"), ("4.50", "4.5"), ("2e-3", "0.002"),
        ("100e-2", "1"), ("1E400", "1e+400"), ("123456789012345678901", "123456789012345680000"),
    ])
    func ecmaScriptNumbers(spelling: String, form: String) throws {
        let value = try JSONValue.parse(Array(spelling.utf8))
        #expect(text(CanonicalJSON.bytes(of: value, numbers: .ecmaScript)) == form)
    }

    @Test(arguments: [
        ("1.10", "1.1"), ("1.1", "1.1"), ("11e-1", "1.1"), ("1e2", "100"), ("100", "100"),
        ("100.000", "100"), ("-0", "0"), ("0e5", "0"), ("-0.00e-7", "0"), ("-1.50", "-1.5"),
        ("9007199254740992", "9007199254740992"), ("9007199254740993", "9007199254740993"),
        ("123456789012345678901234567890", "1.2345678901234567890123456789e+29"),
        ("123456789012345678901234567891", "1.23456789012345678901234567891e+29"),
        ("100000000000000000000.01", "100000000000000000000.01"),
        ("0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827"),
        ("0.000001", "0.000001"), ("0.0000001", "1e-7"), ("0.00000012", "1.2e-7"),
        ("1e20", "100000000000000000000"), ("1e21", "1e+21"),
        ("1e1000000000", "1e+1000000000"), ("10E+999999999", "1e+1000000000"),
        ("-12.5e-1000000000", "-1.25e-999999999"),
        ("1e99999999999999999", "1e+99999999999999999"), ("1e-0000000000000000000002", "0.01"),
        ("12345678901234567890.5", "12345678901234567890.5"),
    ])
    func exactNumbers(spelling: String, form: String) throws {
        let value = try JSONValue.parse(Array(spelling.utf8))
        let bytes = CanonicalJSON.bytes(of: value)
        #expect(text(bytes) == form)
        // The form is itself a spelling of the same number, and its own form.
        let again = try JSONValue.parse(bytes)
        #expect(again == value)
        #expect(CanonicalJSON.bytes(of: again) == bytes)
    }

    /// Random pairs of spellings: one form exactly where one value.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func oneFormForOneValue(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var equal = 0
        for _ in 0..<3000 {
            let first = random.numberSpelling()
            let second =
                Bool.random(using: &random) ? random.respelled(first) : random.numberSpelling()
            let left = try JSONValue.parse(Array(first.utf8))
            let right = try JSONValue.parse(Array(second.utf8))
            let sameForm = CanonicalJSON.bytes(of: left) == CanonicalJSON.bytes(of: right)
            #expect((left == right) == sameForm, "seed \(seed): \(first) and \(second)")
            if left == right {
                equal += 1
                #expect(left.hashValue == right.hashValue, "seed \(seed): \(first), \(second)")
            }
        }
        #expect(equal > 1000 && equal < 2900)
    }

    @Test func namesGoInOrderOfUTF16() throws {
        let value = try JSONValue.parse(
            Array(#"{"\ufb33":1,"\ud83d\ude02":2,"b":3,"a\u0000":4,"a":5,"\ue000":6,"":7}"#.utf8))
        let expected =
            "{\"\":7,\"a\":5,\"a\\u0000\":4,\"b\":3,\"\u{1F602}\":2,\"\u{E000}\":6,\"\u{FB33}\":1}"
        #expect(CanonicalJSON.bytes(of: value) == Array(expected.utf8))
    }

    @Test func stringsWithTheFewestEscapes() throws {
        let value = try JSONValue.parse(
            Array(#"["\u0000\b\t\n\u000b\f\r\u001F\"\\\/\u007f\u0080\u2028é"]"#.utf8))
        let expected =
            "[\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\\\"\\\\/\u{7F}\u{80}\u{2028}é\"]"
        #expect(CanonicalJSON.bytes(of: value) == Array(expected.utf8))
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
