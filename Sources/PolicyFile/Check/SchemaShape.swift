import JSON

/// What a tool's schema says about the places in its arguments.
///
/// This is no check of values (JSONSchema does that) but a look at names, for a person who mistyped
/// one: only what the schema surely lacks is called absent.
struct SchemaShape {
    private let root: JSONValue

    init(_ root: JSONValue) {
        self.root = root
    }

    /// What is known about one place.
    enum Finding: Equatable {
        /// The schema names it; the types it may have there, where the schema says so.
        case named(types: Set<String>?)
        /// The schema leaves it open.
        case open
        /// The schema names other arguments at that place: these.
        case absent(besides: [String])
    }

    /// Looks for a place.
    func finding(at pointer: JSONPointer) -> Finding {
        var work = SchemaShape.mostSteps
        return finding(pointer.tokens[...], in: root, &work)
    }

    /// References may lead in circles; what takes longer than this is left open.
    private static let mostSteps = 1000

    private func finding(
        _ tokens: ArraySlice<String>, in schema: JSONValue, _ work: inout Int
    ) -> Finding {
        work -= 1
        guard work > 0 else { return .open }
        guard case .object(let members) = schema else {
            return schema == .bool(false) ? .absent(besides: []) : .open
        }
        var found = own(tokens, members, &work)
        for other in alternatives(of: members) {
            found = SchemaShape.better(found, finding(tokens, in: other, &work))
        }
        return found ?? .open
    }

    /// What the schema's own keywords say; nil where they say nothing about this place.
    private func own(
        _ tokens: ArraySlice<String>, _ members: JSONObject, _ work: inout Int
    ) -> Finding? {
        guard let token = tokens.first else {
            return members["type"].map { .named(types: SchemaShape.types($0)) }
        }
        let rest = tokens.dropFirst()
        if case .object(let properties)? = members["properties"] {
            if let next = properties[token] {
                return SchemaShape.named(finding(rest, in: next, &work))
            }
            if members["patternProperties"] != nil { return .open }
            if case .object? = members["additionalProperties"] { return .open }
            return .absent(besides: properties.members.map(\.name))
        }
        guard let index = Int(token) else { return nil }
        if case .array(let first)? = members["prefixItems"], first.indices.contains(index) {
            return SchemaShape.named(finding(rest, in: first[index], &work))
        }
        if let items = members["items"], case .object = items {
            return SchemaShape.named(finding(rest, in: items, &work))
        }
        return nil
    }

    private func alternatives(of members: JSONObject) -> [JSONValue] {
        var schemas: [JSONValue] = []
        for keyword in ["allOf", "anyOf", "oneOf"] {
            if case .array(let parts)? = members[keyword] { schemas += parts }
        }
        for keyword in ["then", "else"] {
            if let part = members[keyword] { schemas.append(part) }
        }
        if case .string(let reference)? = members["$ref"] {
            schemas.append(target(of: reference) ?? .bool(true))
        }
        return schemas
    }

    private func target(of reference: String) -> JSONValue? {
        guard reference.utf8.first == UInt8(ascii: "#") else { return nil }
        do {
            return try JSONPointer(String(reference.dropFirst())).value(in: root)
        } catch {
            return nil
        }
    }

    private static func types(_ value: JSONValue) -> Set<String>? {
        switch value {
        case .string(let type): [type]
        case .array(let types):
            Set(types.compactMap { if case .string(let type) = $0 { type } else { nil } })
        default: nil
        }
    }

    /// A place that was named stays so, even where nothing more is said about it.
    private static func named(_ finding: Finding) -> Finding {
        finding == .open ? .named(types: nil) : finding
    }

    private static func better(_ first: Finding?, _ second: Finding) -> Finding {
        switch (first, second) {
        case (nil, _): second
        case (.named(let one?)?, .named(let two?)): .named(types: one.union(two))
        case (.named?, .named): .named(types: nil)
        case (.named(let types)?, _), (_, .named(let types)): .named(types: types)
        case (.absent(let one)?, .absent(let two)): .absent(besides: one + two)
        case (.open?, _), (_, .open): .open
        }
    }
}
