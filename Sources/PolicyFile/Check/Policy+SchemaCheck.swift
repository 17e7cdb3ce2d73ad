package import Governance
package import JSON

extension Policy {
    /// What the policy says of tools and arguments that their servers do not have.
    ///
    /// `schemas` holds the input schema of every tool that some servers list; a server of which
    /// nothing is there was not asked. A place that a schema leaves open is no fault.
    package func check(against schemas: [ToolName: JSONValue]) -> [PolicyFault] {
        let asked = Set(schemas.keys.map(\.server))
        var faults: [PolicyFault] = []
        for tool in tools.values.sorted(by: { ($0.line, $0.name) < ($1.line, $1.name) })
        where asked.contains(tool.name.server) {
            guard let schema = schemas[tool.name] else {
                let listed = schemas.keys.filter { $0.server == tool.name.server }
                let near = NearestWord.of(tool.name.description, in: listed.map(\.description))
                let advice = near.map { "did you mean '\($0)'?" } ?? "remove it"
                faults.append(
                    PolicyFault(
                        "the server lists no tool '\(tool.name)'; \(advice)", line: tool.line))
                continue
            }
            faults += tool.check(against: schema)
        }
        return faults.sorted { $0.line < $1.line }
    }
}

extension ToolPolicy {
    /// What the policy says of arguments that the tool does not have, by its input schema: a rule
    /// that looks there is never met, whatever a call holds.
    package func check(against schema: JSONValue) -> [PolicyFault] {
        let shape = SchemaShape(schema)
        return places.compactMap { place in
            switch shape.finding(at: place.pointer) {
            case .open: nil
            case .named(let types?) where types.isDisjoint(with: place.types):
                PolicyFault(
                    "\(place.what) '\(place.pointer)' of \(name) is \(types.sorted().listed) by the "
                        + "tool's schema; name an argument that is \(place.types.sorted().listed)",
                    line: place.line)
            case .named: nil
            case .absent(let others):
                PolicyFault(
                    "\(place.what) '\(place.pointer)' of \(name) is no argument of the tool; "
                        + ToolPolicy.advice(for: place.pointer, others), line: place.line)
            }
        }
    }

    private static func advice(for pointer: JSONPointer, _ others: [String]) -> String {
        guard let last = pointer.tokens.last else { return "name an argument" }
        if let near = NearestWord.of(last, in: others) { return "did you mean '\(near)'?" }
        return others.isEmpty ? "it takes none" : "it takes \(others.listed)"
    }

    /// One place that the policy names in the arguments of a tool.
    private struct NamedPlace {
        let what: String
        let pointer: JSONPointer
        let line: Int
        /// The types of JSON Schema that would do there.
        var types: Set<String> = [
            "string", "number", "integer", "boolean", "array", "object", "null",
        ]
    }

    private var places: [NamedPlace] {
        var places: [NamedPlace] = []
        for pointer in say?.pointers ?? [] {
            places.append(NamedPlace(what: "the place of say", pointer: pointer, line: line))
        }
        for quantity in blast {
            switch quantity.source {
            case .value(let pointer):
                places.append(
                    NamedPlace(
                        what: "the value", pointer: pointer, line: quantity.line,
                        types: ["number", "integer"]))
            case .count(let pointer):
                places.append(
                    NamedPlace(
                        what: "the count", pointer: pointer, line: quantity.line, types: ["array"]))
            case .each: continue
            }
        }
        for pointer in recipients {
            places.append(
                NamedPlace(
                    what: "the recipient", pointer: pointer, line: line,
                    types: ["string", "array"]))
        }
        for rule in deny {
            for condition in rule.conditions {
                places.append(
                    NamedPlace(
                        what: "the argument", pointer: condition.argument, line: rule.line,
                        types: condition.selector.types))
            }
        }
        return places
    }
}

extension Selector {
    /// The types of JSON Schema that the selector can read, a list of them included.
    fileprivate var types: Set<String> {
        switch self {
        case .oneOf: ["string", "number", "integer", "boolean", "array"]
        case .prefix, .host, .pattern: ["string", "array"]
        case .number: ["number", "integer", "array"]
        case .length: ["array"]
        }
    }
}
