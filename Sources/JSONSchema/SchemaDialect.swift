import JSON

/// The two dialects that are read.
enum SchemaDialect: Sendable {
    case draft7
    case draft202012

    /// The dialect that `$schema` names. An empty fragment says nothing; `https` for draft-07's
    /// `http` is a common slip that can mean nothing else.
    init?(identifier: String) {
        var identifier = ExactText(identifier)
        if identifier.text.utf8.last == UInt8(ascii: "#") {
            identifier = ExactText(String(decoding: identifier.text.utf8.dropLast(), as: UTF8.self))
        }
        switch identifier {
        case ExactText("https://json-schema.org/draft/2020-12/schema"): self = .draft202012
        case ExactText("http://json-schema.org/draft-07/schema"),
            ExactText("https://json-schema.org/draft-07/schema"):
            self = .draft7
        default: return nil
        }
    }

    /// Keywords whose value is a schema.
    var schemaKeywords: [String] {
        let shared = [
            "not", "if", "then", "else", "contains", "propertyNames", "additionalProperties",
            "items",
        ]
        return switch self {
        case .draft7: shared + ["additionalItems"]
        case .draft202012:
            shared + ["contentSchema", "unevaluatedItems", "unevaluatedProperties"]
        }
    }

    /// Keywords whose value is an array of schemas.
    var schemaListKeywords: [String] {
        switch self {
        case .draft7: ["allOf", "anyOf", "oneOf", "items"]
        case .draft202012: ["allOf", "anyOf", "oneOf", "prefixItems"]
        }
    }

    /// Keywords whose value is an object of schemas. `definitions` and `dependencies` are kept by
    /// 2020-12 for schemas of before (its meta-schema lists both as deprecated).
    var schemaMapKeywords: [String] {
        let shared = ["properties", "patternProperties", "definitions", "dependencies"]
        return switch self {
        case .draft7: shared
        case .draft202012: shared + ["$defs", "dependentSchemas"]
        }
    }
}
