import JSON
import JSONSchema
import Testing

/// What hostile schemas and values may cost. Nothing that comes to a bound passes.
@Suite struct SchemaBoundsTests {
    /// Two references a level: as many checks as two to the power of the levels.
    static func doubling(levels: Int, end: String) -> String {
        let inner = (0..<levels).map { level in
            ##""d\##(level)": {"allOf": [{"$ref": "#/$defs/d\##(level + 1)"}, {"$ref": "#/$defs/d\##(level + 1)"}]}"##
        }
        return
            ##"{"$ref": "#/$defs/d0", "$defs": {\##(inner.joined(separator: ",")), "d\##(levels)": \##(end)}}"##
    }

    static let numbersOfOneHash =
        "[" + (100_000..<104_000).map { "0.999999999999999999\($0)1" }.joined(separator: ",") + "]"

    @Test(arguments: [
        (##"{"$ref": "#"}"##, "1", "schemas nest too deep here"),
        (
            ##"{"allOf": [{"$ref": "#/$defs/a"}], "$defs": {"a": {"$ref": "#"}}}"##, "1",
            "schemas nest too deep here"
        ),
        (##"{"not": {"$ref": "#"}}"##, "1", "schemas nest too deep here"),
        (##"{"anyOf": [{"$ref": "#"}, true]}"##, "1", "schemas nest too deep here"),
        (##"{"if": {"$ref": "#"}}"##, "1", ""),
        (doubling(levels: 60, end: "true"), "1", "it takes too many steps"),
        (##"{"not": \##(doubling(levels: 60, end: "true"))}"##, "1", ""),
        (##"{"uniqueItems": true}"##, numbersOfOneHash, "it takes too many steps"),
        (
            ##"{"enum": \##(numbersOfOneHash)}"##,
            "0.9999999999999999999999999" + String(repeating: "1", count: 40_000),
            "it takes too many steps"
        ),
        (
            ##"{"pattern": "(?:.{1,30}){1,30}x"}"##,
            "\"" + String(repeating: "a", count: 100_000) + "\"", "it takes too many steps"
        ),
        (
            ##"{"not": {"pattern": "\\p{L}"}}"##, "\"\u{88F}\"",
            "text has U+88F, whose category depends on the version of Unicode"
        ),
        (
            ##"{"pattern": "^a"}"##, "\"" + String(repeating: "a", count: (1 << 20) + 1) + "\"",
            "text has 1048577 bytes, more than the 1048576 that this pattern is matched against"
        ),
    ])
    func whatCostsTooMuchIsNotCheckedAndNeverPasses(
        text: String, value: String, sentence: String
    ) throws {
        let schema = Schema.compile(schema: try .of(text))
        let value = try JSONValue.of(value)
        let start = ProcessorTime.now()
        let verdict = schema.validate(value)
        #expect(ProcessorTime.now() - start < .seconds(60))
        guard !sentence.isEmpty else {
            // The reference is never followed, or leads nowhere: there is an answer.
            #expect(verdict == .valid)
            return
        }
        guard case .invalid(let faults) = verdict else {
            Issue.record("passed")
            return
        }
        #expect(faults.last?.sentence == "could not be checked: \(sentence)")
        #expect(faults.last?.keyword == "")
    }

    /// Too few steps are no verdict: neither a pass nor a fault. Every other end is one.
    @Test(arguments: [
        (##"{"items": {"type": "integer"}}"##, "[1, 2, 3]", 4, Verdict?.some(.valid)),
        (##"{"items": {"type": "integer"}}"##, "[1, 2, 3]", 3, nil),
        (##"{"not": {"items": {"type": "integer"}}}"##, "[1, 2, 3]", 3, nil),
        (
            ##"{"pattern": "^a+$"}"##, "\"" + String(repeating: "a", count: 10_000) + "\"", 100,
            nil
        ),
        (##"{"pattern": "^a+$"}"##, "\"aaaa\"", 100, .some(.valid)),
    ])
    func aCheckWithinFewerStepsHasAnAnswerOrNone(
        text: String, value: String, steps: Int, verdict: Verdict?
    ) throws {
        let schema = Schema.compile(schema: try .of(text))
        #expect(schema.validate(try .of(value), within: steps) == verdict)
        #expect(schema.validate(try .of(value), within: .max) == schema.validate(try .of(value)))
    }

    @Test func depthIsNoMatterOfSteps() throws {
        let schema = Schema.compile(schema: try .of(##"{"$ref": "#"}"##))
        #expect(schema.validate(.null, within: 100_000) == schema.validate(.null))
    }

    @Test func aFalseEndOfManyWaysIsFoundAtOnce() throws {
        let schema = Schema.compile(schema: try .of(Self.doubling(levels: 60, end: "false")))
        #expect(schema.isFullyCheckable)
        guard case .invalid(let faults) = schema.validate(.null) else {
            Issue.record("passed")
            return
        }
        #expect(faults.count == SchemaLimits.standard.faults)
        #expect(faults.allSatisfy { $0.sentence == "is not allowed" })
    }

    @Test func aSchemaOfTooManyPlacesRefusesEveryValue() throws {
        var limits = SchemaLimits.standard
        limits.places = 100
        let members = (0..<101).map { "\"p\($0)\": {}" }.joined(separator: ",")
        let schema = Schema.compile(
            schema: try .of(##"{"properties": {\##(members)}}"##), limits: limits)
        #expect(schema.uncheckable.map(\.reason) == [.tooLarge])
        guard case .invalid(let faults) = schema.validate(try .of("{}")) else {
            Issue.record("passed")
            return
        }
        #expect(
            faults.map(\.description) == [
                "the value could not be checked: the schema is too large"
            ])
    }

    /// References make places of what is no schema; these are counted too.
    @Test func placesBehindReferencesAreCounted() throws {
        var limits = SchemaLimits.standard
        limits.places = 100
        let hidden = (0..<101).map { ##""p\##($0)": {}"## }.joined(separator: ",")
        let schema = Schema.compile(
            schema: try .of(##"{"$ref": "#/x", "x": {"properties": {\##(hidden)}}}"##),
            limits: limits)
        #expect(schema.uncheckable.map(\.reason) == [.tooLarge])
    }

    @Test func theNestingThatAMessageMayHaveIsChecked() throws {
        let schema = Schema.compile(
            schema: try .of(
                """
                {"$ref": "#/$defs/node", "$defs": {"node": {"anyOf": [
                  {"type": "integer"},
                  {"type": "array", "items": {"$ref": "#/$defs/node"}}]}}}
                """))
        func nested(_ end: String, _ levels: Int) throws -> JSONValue {
            try .of(
                String(repeating: "[", count: levels) + end + String(repeating: "]", count: levels))
        }
        #expect(schema.isFullyCheckable)
        #expect(schema.validate(try nested("1", 127)) == .valid)
        #expect(schema.validate(try nested("1.5", 127)) != .valid)
    }

    @Test func longNamesAndManyFaultsAreCutInReports() throws {
        let name = String(repeating: "é~", count: 10_000)
        let schema = Schema.compile(
            schema: try .of(##"{"additionalProperties": {"type": "null"}}"##))
        let members = (0..<50).map { "\"\(name)\($0)\": 1" }.joined(separator: ",")
        guard case .invalid(let faults) = schema.validate(try .of("{\(members)}")) else {
            Issue.record("passed")
            return
        }
        #expect(faults.count == SchemaLimits.standard.faults)
        #expect(faults.allSatisfy { $0.instance.utf8.count < 600 && $0.instance.hasSuffix("…") })
    }

    @Test func patternsAreBoundedTogether() throws {
        func schema(_ count: Int, _ pattern: (Int) -> String) throws -> Schema {
            let members = (0..<count).map { ##""p\##($0)": {"pattern": "\##(pattern($0))"}"## }
            return Schema.compile(
                schema: try .of(##"{"properties": {\##(members.joined(separator: ","))}}"##))
        }
        #expect(try schema(500) { _ in "^a+$" }.isFullyCheckable)
        #expect(try schema(64) { "^a{\($0)}$" }.isFullyCheckable)
        let many = try schema(66) { "^a{\($0)}$" }
        let large = try schema(20) { ".{1,\(900 + $0)}" }
        for schema in [many, large] {
            #expect(schema.uncheckable.count >= 2)
            #expect(
                schema.uncheckable.allSatisfy {
                    $0.detail == "the schema has too many or too large patterns before this one"
                })
        }
        #expect(many.uncheckable.count == 2)
    }

    @Test func manyUncheckablePartsAreListedUpToABound() throws {
        let members = (0..<500).map { ##""p\##($0)": {"pattern": "(?=a)"}"## }.joined(
            separator: ",")
        let schema = Schema.compile(schema: try .of(##"{"properties": {\##(members)}}"##))
        #expect(schema.uncheckable.count == 64)
        #expect(!schema.isFullyCheckable)
    }
}
