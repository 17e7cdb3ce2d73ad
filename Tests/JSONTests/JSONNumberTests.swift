import JSON
import Testing

@Suite struct JSONNumberTests {
    @Test(arguments: [
        ("0", "1", -1), ("-1", "0", -1), ("1.10", "1.1", 0), ("1e2", "100", 0), ("-0", "0", 0),
        ("-0.0e9", "0E-3", 0), ("9007199254740993", "9007199254740992", 1),
        ("0.1", "0.1000000000000000055511151231257827", -1), ("1e1000000000", "1e999999999", 1),
        ("-1e1000000000", "-1e999999999", -1), ("1e-1000000000", "0", 1),
        ("-1e-1000000000", "0", -1),
        ("123456789012345678901234567890", "123456789012345678901234567891", -1),
        ("12e-1", "1.2", 0), ("0.00120", "1.2e-3", 0), ("99", "100", -1), ("1.5", "1.25", 1),
        ("-1.5", "-1.25", -1), ("10", "9.99", 1), ("100", "10", 1), ("1001", "100.1e1", 0),
        ("10.01", "1001e-2", 0), ("5", "50e-1", 0), ("12.34", "12.3", 1), ("12.3", "12.34", -1),
        ("0.5", "5", -1), ("-5", "0.5", -1), ("1e00000000000000000000002", "100", 0),
    ])
    func comparedByValue(left: String, right: String, order: Int) throws {
        let first = try #require(JSONNumber(spelling: left))
        let second = try #require(JSONNumber(spelling: right))
        #expect((first < second) == (order < 0))
        #expect((second < first) == (order > 0))
        #expect((first == second) == (order == 0))
        if order == 0 { #expect(first.hashValue == second.hashValue) }
        #expect(first.spelling == left && second.description == right)
    }

    @Test(arguments: [
        "", " 1", "1 ", "+1", "01", "-", "1.", ".1", "1e", "1e+", "0x1", "1,0", "1_0", "Infinity",
        "NaN",
        "１", "1\0", "--1", "1e1.5", "1e100000000000000000", "null",
    ])
    func noNumber(spelling: String) {
        #expect(JSONNumber(spelling: spelling) == nil)
    }

    @Test(
        arguments: [
            ("1.0", true, 1), ("1e2", true, 100), ("10e-1", true, 1), ("1.5", false, nil),
            ("-0", true, 0),
            ("9223372036854775807", true, Int.max), ("9223372036854775808", true, nil),
            ("-9223372036854775808", true, Int.min), ("1e400", true, nil), ("1e-400", false, nil),
            ("0e-400", true, 0), ("12300e-2", true, 123), ("12300e-3", false, nil),
        ] as [(String, Bool, Int?)])
    func wholeNumbers(spelling: String, isInteger: Bool, integer: Int?) throws {
        let number = try #require(JSONNumber(spelling: spelling))
        #expect(number.isInteger == isInteger)
        #expect(number.integer == integer)
    }

    @Test func doublesAndSigns() throws {
        #expect(JSONNumber(spelling: "1e400")?.double == .infinity)
        #expect(JSONNumber(spelling: "-1e400")?.double == -.infinity)
        #expect(JSONNumber(spelling: "0.1")?.double == 0.1)
        #expect(JSONNumber(spelling: "1e-400")?.double == 0)
        #expect(JSONNumber(spelling: "-0")?.isNegative == false)
        #expect(JSONNumber(spelling: "-0.1")?.isNegative == true)
        #expect(
            JSONNumber(-42).spelling == "-42"
                && JSONNumber(UInt64.max).spelling == "18446744073709551615")
    }

    /// Against whole numbers of the standard library, each spelled in several ways.
    @Test func againstInt128() throws {
        var random = SeededRandom(seed: 5)
        for _ in 0..<2000 {
            let left = Int128.random(in: -99_999...99_999, using: &random)
            let right = Int128.random(in: -99_999...99_999, using: &random)
            let first = try #require(JSONNumber(spelling: random.respelled("\(left)")))
            let second = try #require(JSONNumber(spelling: random.respelled("\(right)")))
            #expect((first < second) == (left < right), "\(first), \(second)")
            #expect((first == second) == (left == right), "\(first), \(second)")
            #expect(first.decimal?.coefficient == left && first.decimal?.scale == 0, "\(first)")
            #expect(first.integer == Int(left), "\(first)")
        }
    }
}
