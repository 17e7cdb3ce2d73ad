import JSON
import Pattern

extension SchemaCompiler {
    /// The rule of a keyword with schemas inside; nil where another keyword speaks for it.
    mutating func applicator(_ keyword: String, _ value: JSONValue, _ site: Site) -> Rule? {
        switch keyword {
        case "allOf":
            return list(keyword, value, site).map { .all($0) } ?? malformedList(keyword, site)
        case "anyOf":
            return list(keyword, value, site).map { .any($0) } ?? malformedList(keyword, site)
        case "oneOf":
            return list(keyword, value, site).map { .one($0) } ?? malformedList(keyword, site)
        case "not": return .not(schema(keyword, value, site))
        case "if": return condition(value, site)
        case "propertyNames": return .names(schema(keyword, value, site))
        case "properties", "patternProperties", "additionalProperties":
            return members(keyword, site)
        case "prefixItems", "items": return items(keyword, site)
        case "contains": return contains(value, site)
        case "dependentSchemas": return dependentSchemas(value, site)
        case "dependencies": return dependencies(value, site)
        default: return nil
        }
    }

    /// The node of a schema that is a keyword's value.
    private mutating func schema(_ keyword: String, _ value: JSONValue, _ site: Site) -> Int {
        node(places.child(keyword, of: site.place, value: value))
    }

    /// The nodes of a list of schemas; nil where the value is no list, or an empty one.
    private mutating func list(_ keyword: String, _ value: JSONValue, _ site: Site) -> [Int]? {
        guard case .array(let elements) = value, !elements.isEmpty else { return nil }
        let list = places.child(keyword, of: site.place, value: value)
        return elements.enumerated().map { index, element in
            node(places.child(String(index), of: list, value: element))
        }
    }

    private mutating func malformedList(_ keyword: String, _ site: Site) -> Rule {
        report(.malformed, keyword, at: site.place, "its value is a list of schemas, not empty")
    }

    private mutating func condition(_ value: JSONValue, _ site: Site) -> Rule? {
        let then = site.object["then"]
        let otherwise = site.object["else"]
        guard then != nil || otherwise != nil else { return nil }
        return .condition(
            schema("if", value, site),
            then: then.map { schema("then", $0, site) },
            else: otherwise.map { schema("else", $0, site) })
    }

    // MARK: Objects

    /// The three keywords about members make one rule, which stands at the first of them.
    private mutating func members(_ keyword: String, _ site: Site) -> Rule? {
        let spoken = ["properties", "patternProperties", "additionalProperties"]
        guard spoken.first(where: { site.object[$0] != nil }) == keyword else { return nil }
        var rules = Rule.MemberRules()
        if let properties = site.object["properties"] {
            guard case .object(let object) = properties else {
                return malformedMap("properties", site)
            }
            let map = places.child("properties", of: site.place, value: properties)
            for member in object.members {
                let place = places.child(member.name, of: map, value: member.value)
                rules.named[ExactText(member.name)] = node(place)
            }
        }
        if let patterns = site.object["patternProperties"] {
            guard case .object(let object) = patterns else {
                return malformedMap("patternProperties", site)
            }
            let map = places.child("patternProperties", of: site.place, value: patterns)
            for member in object.members {
                let place = places.child(member.name, of: map, value: member.value)
                rules.patterned.append((memberPattern(member.name, at: place), node(place)))
            }
        }
        rules.others = site.object["additionalProperties"].map {
            schema("additionalProperties", $0, site)
        }
        return .members(rules)
    }

    private mutating func memberPattern(_ text: String, at place: Int) -> Pattern? {
        switch patterns.pattern(text) {
        case .success(let pattern): return pattern
        case .failure(let refusal):
            report(.pattern, "", at: place, refusal.sentence)
            return nil
        }
    }

    private mutating func malformedMap(_ keyword: String, _ site: Site) -> Rule {
        report(.malformed, keyword, at: site.place, "its value is an object of schemas")
    }

    private mutating func dependentSchemas(_ value: JSONValue, _ site: Site) -> Rule {
        guard case .object(let object) = value else {
            return malformedMap("dependentSchemas", site)
        }
        let map = places.child("dependentSchemas", of: site.place, value: value)
        return .schemaWith(
            object.members.map { member in
                let place = places.child(member.name, of: map, value: member.value)
                return Rule.Dependency(name: member.name, wanted: node(place))
            })
    }

    /// `dependencies` was parted into `dependentRequired` and `dependentSchemas` after draft-07.
    /// 2020-12 lets a validator go on with it, and a schema that has it means it.
    private mutating func dependencies(_ value: JSONValue, _ site: Site) -> Rule {
        guard case .object(let object) = value else { return malformedMap("dependencies", site) }
        let map = places.child("dependencies", of: site.place, value: value)
        var required: [Rule.Dependency<[String]>] = []
        var schemas: [Rule.Dependency<Int>] = []
        for member in object.members {
            if case .array = member.value {
                guard let names = SchemaCompiler.names(member.value) else {
                    return report(
                        .malformed, "dependencies", at: site.place, "names are strings")
                }
                required.append(Rule.Dependency(name: member.name, wanted: names))
            } else {
                let place = places.child(member.name, of: map, value: member.value)
                schemas.append(Rule.Dependency(name: member.name, wanted: node(place)))
            }
        }
        return required.isEmpty ? .schemaWith(schemas) : .dependencies(required, schemas)
    }

    // MARK: Arrays

    /// `prefixItems` and `items`, in draft-07 `items` and `additionalItems`, make one rule.
    private mutating func items(_ keyword: String, _ site: Site) -> Rule? {
        let (list, rest) =
            switch (site.dialect, site.object["items"]) {
            case (.draft202012, _): ("prefixItems", "items")
            case (.draft7, .array): ("items", "additionalItems")
            case (.draft7, _): ("", "items")
            }
        if site.dialect == .draft7, keyword == "prefixItems" { return nil }
        if site.object[list] != nil, keyword != list { return nil }
        var first: [Int] = []
        if let value = site.object[list] {
            guard let nodes = self.list(list, value, site) else {
                // Draft-07 allows an empty list, which asks for nothing.
                guard site.dialect == .draft7, value == .array([]) else {
                    return malformedList(list, site)
                }
                return rule(forRest: rest, after: [], site)
            }
            first = nodes
        }
        return rule(forRest: rest, after: first, site)
    }

    private mutating func rule(forRest keyword: String, after first: [Int], _ site: Site) -> Rule {
        .items(first: first, rest: site.object[keyword].map { schema(keyword, $0, site) })
    }

    private mutating func contains(_ value: JSONValue, _ site: Site) -> Rule {
        var least = 1
        var most: Int?
        if site.dialect == .draft202012 {
            for keyword in ["minContains", "maxContains"] {
                guard let bound = site.object[keyword] else { continue }
                guard let count = SchemaCompiler.count(bound) else {
                    return report(
                        .malformed, keyword, at: site.place, "its value is a whole number")
                }
                if keyword == "minContains" { least = count } else { most = count }
            }
        }
        return .contains(schema("contains", value, site), least: least, most: most)
    }
}
