import JSON

/// The types that `type` allows.
struct TypeSet: Sendable {
    private let names: [String]

    private static let known = [
        "null", "boolean", "number", "integer", "string", "array", "object",
    ]

    /// A type's name or a list of them; nil where the dialect allows no such value.
    init?(_ value: JSONValue) {
        let values: [JSONValue]
        switch value {
        case .string: values = [value]
        case .array(let elements) where !elements.isEmpty: values = elements
        default: return nil
        }
        var names: [String] = []
        for case .string(let name) in values {
            guard let known = TypeSet.known.first(where: { ExactText($0) == ExactText(name) })
            else { return nil }
            names.append(known)
        }
        guard names.count == values.count, Set(names).count == names.count else { return nil }
        self.names = names
    }

    /// Whether a value is of one of the types. A number without a fraction is an integer, however
    /// it is spelled.
    func contains(_ value: JSONValue) -> Bool {
        names.contains { name in
            switch (name, value) {
            case ("null", .null), ("boolean", .bool), ("number", .number), ("string", .string),
                ("array", .array), ("object", .object):
                true
            case ("integer", .number(let number)): number.isInteger
            default: false
            }
        }
    }

    /// The types in words.
    var words: String { names.joined(separator: " or ") }
}
