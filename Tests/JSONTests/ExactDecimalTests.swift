import JSON
import Testing

@Suite struct ExactDecimalTests {
    private func decimal(_ text: String) throws -> ExactDecimal {
        try #require(ExactDecimal(text: text), "\(text)")
    }

    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("-0.00", "0"), ("12.50", "12.5"), ("-12.50", "-12.5"),
        ("100", "100"),
        ("0.001", "0.001"), ("-0.10", "-0.1"), ("1.000", "1"),
        ("170141183460469231731687303715884105727", "170141183460469231731687303715884105727"),
        ("-170141183460469231731687303715884105728", "-170141183460469231731687303715884105728"),
        ("1.7014118346046923173168730371588410572", "1.7014118346046923173168730371588410572"),
        ("0.00000000000000000000000000000000000001", "0.00000000000000000000000000000000000001"),
        ("-0.00000000000000000000000000000000000001", "-0.00000000000000000000000000000000000001"),
        ("0.000000000000000000000000000000000000010", "0.00000000000000000000000000000000000001"),
    ])
    func readAndWritten(text: String, plain: String) throws {
        let value = try decimal(text)
        #expect(value.description == plain)
        #expect(try decimal(plain) == value)
        #expect(value.hashValue == (try decimal(plain)).hashValue)
    }

    @Test(arguments: [
        "", "-", "+1", "1e2", "1E2", "01", ".5", "5.", "1,5", "1 ", " 1", "abc", "0x10", "1_000",
        "١",
        "170141183460469231731687303715884105728", "-170141183460469231731687303715884105729",
        "999999999999999999999999999999999999999", "1000000000000000000000000000000000000000",
        "0.000000000000000000000000000000000000001",
    ])
    func refused(text: String) {
        #expect(ExactDecimal(text: text) == nil)
    }

    @Test(arguments: [
        ("1e2", "100"), ("1.5e1", "15"), ("25e-2", "0.25"),
        ("1e38", "1" + String(repeating: "0", count: 38)),
        ("-1e-38", "-0." + String(repeating: "0", count: 37) + "1"), ("0e99999999999999999", "0"),
    ])
    func fromANumberWithAnExponent(spelling: String, plain: String) throws {
        #expect(try #require(JSONNumber(spelling: spelling)).decimal?.description == plain)
    }

    @Test(arguments: [
        "1e39", "2e38", "1e-39", "1e1000000000", "-1e-1000000000", "1e99999999999999999",
    ])
    func beyondTheBounds(spelling: String) throws {
        #expect(try #require(JSONNumber(spelling: spelling)).decimal == nil)
    }

    @Test(arguments: [
        ("0.1", "0.2", "0.3", "-0.1"), ("1.5", "-1.5", "0", "3"), ("0.99", "0.01", "1", "0.98"),
        ("-0.5", "0.25", "-0.25", "-0.75"),
        ("12345678901234567890.12", "0.88", "12345678901234567891", "12345678901234567889.24"),
    ])
    func sumsAndDifferences(left: String, right: String, sum: String, difference: String) throws {
        let (left, right) = (try decimal(left), try decimal(right))
        #expect(left.adding(right)?.description == sum)
        #expect(right.adding(left)?.description == sum)
        #expect(left.subtracting(right)?.description == difference)
    }

    @Test func whatDoesNotFitIsNil() throws {
        let largest = ExactDecimal(Int128.max)
        let smallest = ExactDecimal(Int128.min)
        #expect(largest.adding(ExactDecimal(1)) == nil)
        #expect(smallest.subtracting(ExactDecimal(1)) == nil)
        #expect(largest.adding(try decimal("0.1")) == nil)
        #expect(ExactDecimal.zero.subtracting(smallest) == nil)
        #expect(largest.adding(smallest) == ExactDecimal(-1))
        #expect(
            ExactDecimal(coefficient: 1, scale: 39) == nil
                && ExactDecimal(coefficient: 1, scale: -1) == nil)
        #expect(ExactDecimal(coefficient: 100, scale: 3)?.description == "0.1")
    }

    /// In order; each pair is compared both ways.
    @Test func ordered() throws {
        let texts = [
            "-170141183460469231731687303715884105728", "-2", "-1.5", "-1.25", "-1",
            "-0.5", "-0.00000000000000000000000000000000000001", "0",
            "0.00000000000000000000000000000000000001", "0.3", "0.5", "1",
            "1.00000000000000000000000000000000000001", "1.25", "1.5", "2", "10",
            "170141183460469231731687303715884105727",
        ]
        let values = try texts.map(decimal)
        for (index, left) in values.enumerated() {
            for (other, right) in values.enumerated() {
                #expect((left < right) == (index < other), "\(left) \(right)")
                #expect((left == right) == (index == other), "\(left) \(right)")
            }
        }
    }
}
