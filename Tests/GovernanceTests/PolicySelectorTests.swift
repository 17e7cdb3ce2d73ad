import Governance
import JSON
import Testing

/// Deny rules over arguments: what matches, what does not, and what cannot be read.
struct PolicySelectorTests {
    private static func finding(
        _ sense: Condition.Sense, _ selector: Selector, _ arguments: String
    ) throws -> String {
        let condition = Condition(argument: try JSONPointer("/a"), sense: sense, selector: selector)
        let rule = DenyRule(name: RuleName("r"), conditions: [condition], line: 1)
        return switch rule.finding(on: try JSONValue.parse(Array(arguments.utf8))) {
        case .denies: "denies"
        case .passes: "passes"
        case .unreadable: "unreadable"
        }
    }

    @Test(arguments: [
        // The word is read in the argument's own type, and compared exactly.
        (#"{"a":"x"}"#, "denies", "passes"), (#"{"a":"X"}"#, "passes", "denies"),
        (#"{"a":5}"#, "denies", "passes"), (#"{"a":5.0}"#, "denies", "passes"),
        (#"{"a":5e0}"#, "denies", "passes"),
        (#"{"a":"5.0"}"#, "passes", "denies"), (#"{"a":true}"#, "denies", "passes"),
        (#"{"a":false}"#, "passes", "denies"), (#"{"a":"\u0078"}"#, "denies", "passes"),
        // A list is looked at element by element.
        (#"{"a":["y","x"]}"#, "denies", "denies"), (#"{"a":["x",5]}"#, "denies", "passes"),
        (#"{"a":[]}"#, "passes", "passes"), (#"{"a":["y",["x"]]}"#, "unreadable", "denies"),
        // What is not there is met by `unless` alone.
        (#"{}"#, "passes", "denies"), (#"{"a":null}"#, "passes", "denies"),
        (#"{"a":{}}"#, "unreadable", "denies"),
        (#"[]"#, "passes", "denies"),
    ])
    func oneOf(_ arguments: String, _ ifFinding: String, _ unlessFinding: String) throws {
        let selector = Selector.oneOf(["x", "5", "true"])
        #expect(try PolicySelectorTests.finding(.if, selector, arguments) == ifFinding)
        #expect(try PolicySelectorTests.finding(.unless, selector, arguments) == unlessFinding)
    }

    @Test func canonicallyEquivalentTextsAreDifferent() throws {
        let selector = Selector.oneOf(["\u{E9}"])
        #expect(try PolicySelectorTests.finding(.if, selector, #"{"a":"e\u0301"}"#) == "passes")
        #expect(
            try PolicySelectorTests.finding(.unless, .prefix(["e"]), #"{"a":"e\u0301"}"#)
                == "passes")
    }

    @Test(arguments: [
        (#""/srv/reports/x""#, "denies", "passes"), (#""/srv/reportsx""#, "passes", "denies"),
        (#""/srv/reports/../keys""#, "unreadable", "denies"),
        (#""/srv/reports/./x""#, "unreadable", "denies"),
        (#""/srv/reports/..""#, "unreadable", "denies"),
        (#""/srv/reports/..x""#, "denies", "passes"),
        (#""/srv/reports/a\\..\\b""#, "unreadable", "denies"), (#"5"#, "unreadable", "denies"),
    ])
    func aPrefixOfAPathIsNotPassedByDots(
        _ text: String, _ ifFinding: String, _ unlessFinding: String
    ) throws {
        let selector = Selector.prefix(["/srv/reports/"])
        #expect(try PolicySelectorTests.finding(.if, selector, "{\"a\":\(text)}") == ifFinding)
        #expect(
            try PolicySelectorTests.finding(.unless, selector, "{\"a\":\(text)}") == unlessFinding)
    }

    @Test(arguments: [
        ("10", "passes"), ("10.000000000000000000000001", "denies"), ("1e1", "passes"),
        ("1e2", "denies"),
        ("-5", "passes"), (#""11""#, "unreadable"), ("1e400", "unreadable"), ("[1, 11]", "denies"),
    ])
    func numbersAreExact(_ number: String, _ finding: String) throws {
        let bounds = try #require(
            Bounds(lower: .init(ExactDecimal(10), isIncluded: false), upper: nil))
        #expect(
            try PolicySelectorTests.finding(.if, .number(bounds), "{\"a\":\(number)}") == finding)
    }

    @Test(arguments: [
        ("[]", "denies"), ("[1]", "denies"), ("[1,2]", "passes"), (#""ab""#, "unreadable"),
        ("{}", "unreadable"),
    ])
    func lengthsAreOfLists(_ list: String, _ finding: String) throws {
        let bounds = try #require(Bounds(lower: nil, upper: .init(1, isIncluded: true)))
        #expect(try PolicySelectorTests.finding(.if, .length(bounds), "{\"a\":\(list)}") == finding)
    }

    @Test func patternsMatchSomewhereUnlessTied() throws {
        let loose = Selector.pattern(try ArgumentPattern("rm"))
        let tied = Selector.pattern(try ArgumentPattern("^rm$"))
        #expect(try PolicySelectorTests.finding(.if, loose, #"{"a":"x rm y"}"#) == "denies")
        #expect(try PolicySelectorTests.finding(.if, tied, #"{"a":"x rm y"}"#) == "passes")
        #expect(try PolicySelectorTests.finding(.if, tied, #"{"a":"rm\n"}"#) == "passes")
        #expect(try PolicySelectorTests.finding(.if, tied, #"{"a":["rm"]}"#) == "denies")
        #expect(try PolicySelectorTests.finding(.if, tied, #"{"a":7}"#) == "unreadable")
    }

    @Test func aRuleNeedsAllOfItsConditions() throws {
        let first = Condition(argument: try JSONPointer("/a"), sense: .if, selector: .oneOf(["1"]))
        let second = Condition(
            argument: try JSONPointer("/b"), sense: .if, selector: .prefix(["x"]))
        let rule = DenyRule(name: RuleName("r"), conditions: [first, second], line: 1)
        func finding(_ text: String) throws -> DenyRule.Finding {
            rule.finding(on: try JSONValue.parse(Array(text.utf8)))
        }
        #expect(try finding(#"{"a":1,"b":"xy"}"#) == .denies)
        #expect(try finding(#"{"a":1,"b":"y"}"#) == .passes)
        #expect(try finding(#"{"a":2,"b":9}"#) == .passes)
        #expect(try finding(#"{"a":{},"b":"xy"}"#) != .passes)
        #expect(try finding(#"{"a":{},"b":"y"}"#) == .passes)
    }

    @Test func noConditionDeniesAlways() {
        #expect(
            DenyRule(name: RuleName("r"), conditions: [], line: 1).finding(on: .null) == .denies)
    }
}
