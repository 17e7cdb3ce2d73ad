import JSON
import JSONSchema
import Testing

/// Verdicts, faults and reasons, as a caller sees them.
@Suite struct SchemaTests {
    @Test func aFaultNamesThePartTheKeywordAndWhatIsWrong() throws {
        let schema = Schema.compile(
            schema: try .of(
                """
                {"type": "object", "required": ["to", "amount"], "additionalProperties": false,
                 "properties": {
                   "to": {"$ref": "#/$defs/name"}, "amount": {"type": "number", "maximum": 500},
                   "a/b~c": {"items": {"type": ["string", "null"]}}},
                 "$defs": {"name": {"type": "string", "pattern": "^[A-Z]+$", "maxLength": 3}}}
                """))
        #expect(schema.isFullyCheckable)
        #expect(schema.uncheckable == [])
        #expect(schema.validate(try .of(##"{"to": "ANA", "amount": 500}"##)) == .valid)
        let value = ##"{"to": "ana-bo", "amount": 500.01, "a/b~c": ["x", 1], "café": 0}"##
        guard case .invalid(let faults) = schema.validate(try .of(value)) else {
            Issue.record("a wrong value was called valid")
            return
        }
        #expect(
            faults.map { "\($0) [\($0.keyword) \($0.location)]" } == [
                "/to must have at most 3 characters [maxLength /$defs/name/maxLength]",
                "/to must match the pattern ^[A-Z]+$ [pattern /$defs/name/pattern]",
                "/amount must be at most 500 [maximum /properties/amount/maximum]",
                "/a~1b~0c/1 must be string or null [type /properties/a~1b~0c/items/type]",
                "/café is not allowed [ /additionalProperties]",
            ])
        let missing = schema.validate(try .of("{}"))
        guard case .invalid(let lacks) = missing else {
            Issue.record("a value without its members was called valid")
            return
        }
        #expect(
            lacks.map(\.description) == [
                "the value lacks the member \"to\"", "the value lacks the member \"amount\"",
            ])
    }

    @Test(arguments: [
        (##"{"enum": ["a", 1.0, null]}"##, "2", ##"the value must be one of "a", 1, null"##),
        (##"{"const": true}"##, "1", "the value must be true"),
        (##"{"const": {"a": 1}}"##, "1", "the value must be the one value allowed"),
        (##"{"multipleOf": 0.01}"##, "0.015", "the value must be a multiple of 0.01"),
        (##"{"minimum": 1}"##, "0", "the value must be at least 1"),
        (##"{"exclusiveMinimum": 1}"##, "1.0", "the value must be more than 1"),
        (##"{"exclusiveMaximum": 1}"##, "1", "the value must be less than 1"),
        (##"{"minLength": 2}"##, ##""😀""##, "the value must have at least 2 characters"),
        (##"{"minItems": 1}"##, "[]", "the value must have at least 1 elements"),
        (##"{"maxProperties": 0}"##, ##"{"a": 1}"##, "the value must have at most 0 members"),
        (##"{"uniqueItems": true}"##, "[1, 2, 1.0]", "the value has equal elements at 0 and 2"),
        (
            ##"{"contains": {"type": "null"}}"##, "[1]",
            "the value must contain at least 1 elements of a kind, has 0"
        ),
        (
            ##"{"anyOf": [{"type": "string"}, {"type": "null"}]}"##, "1",
            "the value is none of the 2 things that it may be"
        ),
        (
            ##"{"oneOf": [true, true]}"##, "1",
            "the value is more than one of the things of which it must be one"
        ),
        (##"{"not": {}}"##, "1", "the value is what it must not be"),
        ("false", "1", "the value is not allowed"),
        (
            ##"{"propertyNames": {"maxLength": 1}}"##, ##"{"ab": 1}"##,
            "/ab must have at most 1 characters"
        ),
        (
            ##"{"dependentRequired": {"a": ["b"]}}"##, ##"{"a": 1}"##,
            "the value lacks the member \"b\""
        ),
        (
            ##"{"if": {"type": "null"}, "else": {"type": "object"}}"##, "1",
            "the value must be object"
        ),
    ])
    func aFaultIsASentence(schema: String, value: String, sentence: String) throws {
        let schema = Schema.compile(schema: try .of(schema))
        #expect(schema.isFullyCheckable)
        guard case .invalid(let faults) = schema.validate(try .of(value)) else {
            Issue.record("\(value) was called valid")
            return
        }
        #expect(faults.map(\.description) == [sentence])
    }

    @Test(
        arguments: [
            (##"{"$ref": "https://example.com/a.json#/b"}"##, .remoteReference, "/$ref"),
            (##"{"$ref": "other.json"}"##, .remoteReference, "/$ref"),
            (##"{"$ref": "http://json-schema.org/draft-07/schema#"}"##, .remoteReference, "/$ref"),
            (##"{"$ref": "#/$defs/none"}"##, .missingReference, "/$ref"),
            (##"{"$ref": "#none"}"##, .missingReference, "/$ref"),
            (##"{"$ref": "#/a~2b"}"##, .missingReference, "/$ref"),
            (##"{"$ref": "#/%FF"}"##, .missingReference, "/$ref"),
            (
                ##"{"properties": {"a": {"$dynamicRef": "#a"}}}"##, .dynamicReference,
                "/properties/a/$dynamicRef"
            ),
            (##"{"$recursiveRef": "#"}"##, .dynamicReference, "/$recursiveRef"),
            (##"{"$ref": "#"}"##, .endlessReference, ""),
            (
                ##"{"allOf": [{"$ref": "#/anyOf/0"}], "anyOf": [{"not": {"$ref": "#"}}]}"##,
                .endlessReference, ""
            ),
            (##"{"$vocabulary": {}}"##, .vocabulary, "/$vocabulary"),
            (##"{"unevaluatedProperties": false}"##, .unevaluated, "/unevaluatedProperties"),
            (##"{"items": {"unevaluatedItems": {}}}"##, .unevaluated, "/items/unevaluatedItems"),
            (##"{"pattern": "(?=a)"}"##, .pattern, "/pattern"),
            (##"{"patternProperties": {"(a)\\1": {}}}"##, .pattern, "/patternProperties/(a)\\1"),
            (##"{"$schema": "http://json-schema.org/draft-04/schema#"}"##, .dialect, "/$schema"),
            (##"{"$schema": 7}"##, .dialect, "/$schema"),
            (##"{"type": "money"}"##, .malformed, "/type"),
            (##"{"type": []}"##, .malformed, "/type"),
            (##"{"minimum": "1"}"##, .malformed, "/minimum"),
            (##"{"minLength": -1}"##, .malformed, "/minLength"),
            (##"{"minLength": 1.5}"##, .malformed, "/minLength"),
            (##"{"multipleOf": 0}"##, .malformed, "/multipleOf"),
            (##"{"required": true}"##, .malformed, "/required"),
            (##"{"required": [1]}"##, .malformed, "/required"),
            (##"{"properties": []}"##, .malformed, "/properties"),
            (##"{"items": [{}]}"##, .malformed, "/items"),
            (##"{"allOf": []}"##, .malformed, "/allOf"),
            (##"{"not": 1}"##, .malformed, "/not"),
            (
                ##"{"$defs": {"a": {"$anchor": "x"}, "b": {"$anchor": "x"}}}"##, .malformed,
                "/$defs/a/$anchor"
            ),
            ("7", .malformed, ""),
            (
                ##"{"multipleOf": 0.12345678901234567890123456789012345678}"##, .longNumber,
                "/multipleOf"
            ),
        ] as [(String, UncheckablePart.Reason, String)])
    func whatIsNotCheckedIsListedByName(
        text: String, reason: UncheckablePart.Reason, location: String
    ) throws {
        let schema = Schema.compile(schema: try .of(text))
        #expect(!schema.isFullyCheckable)
        #expect(schema.uncheckable.map(\.reason) == [reason])
        #expect(schema.uncheckable.map(\.location) == [location])
    }

    /// What has no part in any answer makes no schema less checkable.
    @Test(arguments: [
        ##"{"format": "no-such-format", "contentEncoding": "x", "title": 1, "x-own": {"type": 7}}"##,
        ##"{"$defs": {"unused": {"pattern": "(?=a)"}}}"##, ##"{"then": {"pattern": "(?=a)"}}"##,
        ##"{"$dynamicAnchor": "a", "type": "string"}"##, ##"{"unevaluatedItems": true}"##,
        ##"{"minContains": "x"}"##, "true", "{}",
        ##"{"$schema": "http://json-schema.org/draft-07/schema", "$ref": "#/definitions/a", "pattern": "(?=a)", "definitions": {"a": {}}}"##,
    ])
    func whatAsksForNothingIsNoReason(text: String) throws {
        let schema = Schema.compile(schema: try .of(text))
        #expect(schema.uncheckable == [])
        #expect(schema.validate(.string("anything")) == .valid)
    }

    /// A part that is not checked takes neither side: what is wrong all the same is refused, and
    /// what could be right is not.
    @Test(arguments: [
        (##"{"type": "string", "pattern": "(?=a)"}"##, "1", false),
        (##"{"type": "string", "pattern": "(?=a)"}"##, ##""b""##, true),
        (##"{"not": {"pattern": "(?=a)"}}"##, ##""b""##, true),
        (##"{"not": {"type": "string", "pattern": "(?=a)"}}"##, "1", true),
        (##"{"not": {"pattern": "(?=a)"}}"##, "1", false),
        (##"{"not": {"unevaluatedItems": false}}"##, "{}", false),
        (##"{"not": {"unevaluatedProperties": false}}"##, "[]", false),
        (##"{"not": {"anyOf": [{"type": "string"}, {"pattern": "(?=a)"}]}}"##, ##""b""##, false),
        (##"{"anyOf": [{"pattern": "(?=a)"}, {"maxLength": 1}]}"##, ##""bb""##, true),
        (##"{"oneOf": [{"pattern": "(?=a)"}, {}]}"##, ##""b""##, true),
        (##"{"oneOf": [{"pattern": "(?=a)"}, {}, {}]}"##, ##""b""##, false),
        (##"{"oneOf": [{"pattern": "(?=a)"}, false]}"##, ##""b""##, true),
        (##"{"allOf": [{"pattern": "(?=a)"}, {"maxLength": 1}]}"##, ##""bb""##, false),
        (##"{"if": {"pattern": "(?=a)"}, "then": false}"##, ##""b""##, true),
        (##"{"if": {"pattern": "(?=a)"}, "then": false, "else": false}"##, ##""b""##, false),
        (##"{"contains": {"pattern": "(?=a)"}}"##, ##"["b"]"##, true),
        (##"{"contains": {"pattern": "(?=a)"}}"##, "[]", false),
        (##"{"contains": {"pattern": "(?=a)"}, "maxContains": 1}"##, ##"[1, 2, "b"]"##, false),
        (
            ##"{"patternProperties": {"(?=a)": {}}, "additionalProperties": false}"##,
            ##"{"b": 1}"##, true
        ),
        (
            ##"{"properties": {"b": false}, "patternProperties": {"(?=a)": {}}}"##, ##"{"b": 1}"##,
            false
        ),
        (##"{"$ref": "https://example.com/x", "required": ["a"]}"##, "{}", false),
        (##"{"unevaluatedProperties": false, "required": ["a"]}"##, ##"{"a": 1, "b": 2}"##, true),
        (##"{"$schema": "http://example.com/own", "type": "string"}"##, "1", true),
    ])
    func theCheckableRestIsEnforced(schema: String, value: String, isValid: Bool) throws {
        let schema = Schema.compile(schema: try .of(schema))
        #expect(!schema.isFullyCheckable)
        #expect((schema.validate(try .of(value)) == .valid) == isValid)
    }

    @Test(arguments: [
        (##"{"const": 1}"##, "1.0", true), (##"{"const": 1}"##, "10e-1", true),
        (##"{"const": 1}"##, "true", false), (##"{"const": 0}"##, "-0.0", true),
        (##"{"const": 9007199254740993}"##, "9007199254740992", false),
        (##"{"const": "caf\u00e9"}"##, ##""cafe\u0301""##, false),
        (##"{"required": ["caf\u00e9"]}"##, ##"{"cafe\u0301": 1}"##, false),
        (##"{"properties": {"caf\u00e9": false}}"##, ##"{"cafe\u0301": 1}"##, true),
        (##"{"properties": {"caf\u00e9": false}}"##, ##"{"caf\u00e9": 1}"##, false),
        (
            ##"{"properties": {"caf\u00e9": {"type": "null"}, "cafe\u0301": {"type": "string"}}}"##,
            ##"{"cafe\u0301": "a", "caf\u00e9": null}"##, true
        ),
        (##"{"const": {"a": 1, "b": 2}}"##, ##"{"b": 2, "a": 1.0}"##, true),
        (##"{"type": "integer"}"##, "1.0", true), (##"{"type": "integer"}"##, "1e400", true),
        (##"{"type": "integer"}"##, "1.5", false), (##"{"type": "integer"}"##, "1e-1", false),
        (##"{"multipleOf": 0.01}"##, "19.99", true), (##"{"multipleOf": 0.01}"##, "1e300", true),
        (##"{"multipleOf": 0.1}"##, "0.30000000000000004", false),
        (##"{"multipleOf": 1e-8}"##, "12391239123", true),
        (##"{"multipleOf": 3}"##, "1e300", false),
        (##"{"multipleOf": 3}"##, "111111111111111111111111111111111111111111", true),
        (##"{"multipleOf": 7}"##, "-21", true), (##"{"multipleOf": 7}"##, "0", true),
        (##"{"multipleOf": 20}"##, "10", false), (##"{"multipleOf": 1024}"##, "1e10", true),
        (##"{"multipleOf": 1024}"##, "1e9", false), (##"{"multipleOf": 2.5e2}"##, "500", true),
        (##"{"multipleOf": 9999999999999999999999999999999999999}"##, "1e37", false),
        (##"{"maximum": 0.3}"##, "0.30000000000000004", false),
        (##"{"maximum": 18446744073709551600}"##, "18446744073709551600", true),
        (##"{"maximum": 18446744073709551600}"##, "18446744073709551601", false),
        (##"{"maxLength": 1e30}"##, ##""a""##, true), (##"{"minLength": 1e30}"##, ##""a""##, false),
        (##"{"uniqueItems": true}"##, "[1, true]", true),
        (##"{"uniqueItems": true}"##, ##"[{"a": 1, "b": 2}, {"b": 2, "a": 1}]"##, false),
        (##"{"maxLength": 4}"##, ##""cafe\u0301""##, false),
        (##"{"maxLength": 5}"##, ##""cafe\u0301""##, true),
    ])
    func numbersAndTextsCompareExactly(schema: String, value: String, isValid: Bool) throws {
        let schema = Schema.compile(schema: try .of(schema))
        #expect(schema.isFullyCheckable)
        #expect((schema.validate(try .of(value)) == .valid) == isValid)
    }

    /// The first dialect is that of `$schema`; without one it is 2020-12.
    @Test(arguments: [
        (##""http://json-schema.org/draft-07/schema#""##, true),
        (##""http://json-schema.org/draft-07/schema""##, true),
        (##""https://json-schema.org/draft/2020-12/schema""##, false), ("null", false),
    ])
    func dialectsDiffer(identifier: String, isDraft7: Bool) throws {
        let dialect = identifier == "null" ? "" : "\"$schema\": \(identifier),"
        // Draft-07 ignores what stands beside a reference; 2020-12 does not.
        let schema = Schema.compile(
            schema: try .of(
                """
                {\(dialect) "properties": {"a": {"$ref": "#/definitions/any", "type": "string"}},
                 "definitions": {"any": true}}
                """))
        #expect(schema.isFullyCheckable)
        #expect((schema.validate(try .of(##"{"a": 1}"##)) == .valid) == isDraft7)
    }
}
