import Governance
import JSON
import PolicyFile
import Testing

struct SchemaCheckTests {
    private static let refund = ToolName(server: ServerName("pay"), tool: "refund")

    private static func faults(_ tool: String, _ schema: String) throws -> [String] {
        let text = PolicyText.smallest + "\ntools:\n  pay/refund: \(tool)\n"
        let policy = try PolicyText.read(text).get()
        let value = try JSONValue.parse(Array(schema.utf8))
        return policy.check(against: [refund: value]).map { $0.description(in: "policy.yaml") }
    }

    private static let schema = """
        {"type":"object","properties":{"amount":{"type":"number"},"account":{"type":"string"},
        "ids":{"type":"array","items":{"$ref":"#/$defs/id"}},"to":{"$ref":"#/$defs/person"}},
        "$defs":{"id":{"type":"string"},"person":{"type":"object","properties":{"name":{"type":"string"}}}}}
        """

    @Test(
        arguments: [
            (
                "{ say: 'to {/acount}' }",
                [
                    "policy.yaml:6: the place of say '/acount' of pay/refund is no argument of the tool; did you mean 'account'?"
                ]
            ),
            (
                "{ recipient: /to/nam }",
                [
                    "policy.yaml:6: the recipient '/to/nam' of pay/refund is no argument of the tool; did you mean 'name'?"
                ]
            ),
            (
                "{ blast: { unit: usd, value: /account } }",
                [
                    "policy.yaml:6: the value '/account' of pay/refund is 'string' by the tool's schema; name an argument that is 'integer', 'number'"
                ]
            ),
            (
                "{ blast: { unit: records, count: /amount } }",
                [
                    "policy.yaml:6: the count '/amount' of pay/refund is 'number' by the tool's schema; name an argument that is 'array'"
                ]
            ),
            (
                "{ deny: [{ argument: /sum, if: { equals: 1 } }] }",
                [
                    "policy.yaml:6: the argument '/sum' of pay/refund is no argument of the tool; it takes 'amount', 'account', 'ids', 'to'"
                ]
            ),
            (
                "{ deny: [{ argument: /account, if: { number: { above: 1 } } }] }",
                [
                    "policy.yaml:6: the argument '/account' of pay/refund is 'string' by the tool's schema; name an argument that is 'array', 'integer', 'number'"
                ]
            ),
            // What is there is no fault.
            (
                "{ say: '{/amount} {/to/name} {/ids/0}', recipient: [/account, /ids, /to/name], blast: [{ unit: usd, value: /amount }, { unit: records, count: /ids }] }",
                []
            ),
        ] as [(String, [String])])
    func placesAreLookedUp(_ tool: String, _ expected: [String]) throws {
        #expect(try SchemaCheckTests.faults(tool, SchemaCheckTests.schema) == expected)
    }

    @Test(arguments: [
        "{}", "true", ##"{"type":"object"}"##, ##"{"properties":{},"additionalProperties":{}}"##,
        ##"{"properties":{},"patternProperties":{"^a":{}}}"##,
        ##"{"$ref":"https://example.com/x"}"##,
        ##"{"$ref":"#"}"##, ##"{"$ref":"#/nowhere"}"##,
        ##"{"anyOf":[{"properties":{}},{"properties":{"amount":{}}}]}"##,
        ##"{"properties":{},"allOf":[{"$ref":"#/$defs/a"}],"$defs":{"a":{"properties":{"amount":{"type":"number"}}}}}"##,
        ##"{"allOf":[{"$ref":"#"},{"$ref":"#"}]}"##,
        ##"{"properties":{"amount":{"type":["string","number"]}}}"##,
    ])
    func whatASchemaLeavesOpenIsNoFault(_ schema: String) throws {
        #expect(
            try SchemaCheckTests.faults("{ blast: { unit: usd, value: /amount } }", schema) == [])
    }

    @Test(arguments: [
        "false", ##"{"properties":{}}"##,
        ##"{"anyOf":[{"properties":{}},{"properties":{"amuont":{}}}]}"##,
    ])
    func whatASchemaSurelyLacksIsAFault(_ schema: String) throws {
        #expect(
            try SchemaCheckTests.faults("{ blast: { unit: usd, value: /amount } }", schema).count
                == 1)
    }

    @Test func aToolThatItsServerDoesNotListIsAFault() throws {
        let text = PolicyText.smallest + "\ntools:\n  pay/refnud:\n"
        let policy = try PolicyText.read(text).get()
        let faults = policy.check(against: [SchemaCheckTests.refund: .bool(true)])
        #expect(
            faults.map(\.message) == [
                "the server lists no tool 'pay/refnud'; did you mean 'pay/refund'?"
            ])
        #expect(policy.check(against: [:]) == [])
    }
}
