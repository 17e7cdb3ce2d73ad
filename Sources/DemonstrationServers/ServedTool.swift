import JSON

/// One tool of a demonstration server, as `tools/list` shows it.
struct ServedTool {
    /// An argument of a tool: its name, its JSON Schema type, and whether it must be there.
    struct Argument {
        let name: String
        let type: String
        var isRequired = true
    }

    let name: String
    let description: String
    /// Whether it changes nothing.
    let reads: Bool
    let arguments: [Argument]

    /// The definition on the wire.
    var definition: JSONValue {
        let properties = arguments.map { argument in
            var members: [JSONObject.Member] = [("type", .string(argument.type))]
            if argument.type == "array" {
                members.append(("items", .object(JSONObject([("type", .string("string"))]))))
            }
            return (name: argument.name, value: JSONValue.object(JSONObject(members)))
        }
        let required = arguments.filter(\.isRequired).map { JSONValue.string($0.name) }
        let schema = JSONObject([
            ("type", .string("object")), ("properties", .object(JSONObject(properties))),
            ("required", .array(required)), ("additionalProperties", .bool(false)),
        ])
        let hints = JSONObject([
            ("readOnlyHint", .bool(reads)), ("destructiveHint", .bool(!reads)),
        ])
        return .object(
            JSONObject([
                ("name", .string(name)), ("description", .string(description)),
                ("inputSchema", .object(schema)), ("annotations", .object(hints)),
            ]))
    }
}
