import JSON

extension SchemaCompiler {
    /// Every keyword that is acted upon, in the order in which it is checked: what is cheap and
    /// tells a person most comes first.
    static let keywords = [
        "$dynamicRef", "$recursiveRef", "$vocabulary", "unevaluatedItems", "unevaluatedProperties",
        "type", "const", "enum", "multipleOf", "minimum", "exclusiveMinimum", "maximum",
        "exclusiveMaximum", "minLength", "maxLength", "pattern", "minItems", "maxItems",
        "minProperties", "maxProperties", "required", "dependentRequired", "propertyNames",
        "properties", "patternProperties", "additionalProperties", "prefixItems", "items",
        "uniqueItems", "contains", "dependentSchemas", "dependencies", "$ref", "allOf", "anyOf",
        "oneOf", "not", "if",
    ]

    /// The rule of one keyword; nil where it asks for nothing, or another keyword speaks for it.
    mutating func rule(_ keyword: String, _ value: JSONValue, _ site: Site) -> Rule? {
        switch keyword {
        case "$dynamicRef", "$recursiveRef":
            return report(
                .dynamicReference, keyword, at: site.place,
                "where it leads depends on the way by which it is reached")
        case "$vocabulary":
            return report(
                .vocabulary, keyword, at: site.place,
                "only the vocabularies of the dialect are read")
        case "unevaluatedItems", "unevaluatedProperties":
            if case .bool(true) = value { return nil }
            return report(.unevaluated, keyword, at: site.place, "what it asks for is not checked")
        case "$ref": return referenceRule(value, site)
        case "type", "const", "enum", "multipleOf", "minimum", "exclusiveMinimum", "maximum",
            "exclusiveMaximum", "minLength", "maxLength", "pattern", "minItems", "maxItems",
            "minProperties", "maxProperties", "required", "dependentRequired", "uniqueItems":
            return assertion(keyword, value, site)
                ?? report(
                    .malformed, keyword, at: site.place, "its value is not what the dialect allows")
        default: return applicator(keyword, value, site)
        }
    }

    /// The rule of `$ref`.
    mutating func referenceRule(_ value: JSONValue, _ site: Site) -> Rule {
        guard case .string(let reference) = value else {
            return report(.malformed, "$ref", at: site.place, "a reference is a string")
        }
        switch places.target(of: reference, at: site.place) {
        case .place(let place): return .reference(node(place))
        case .remote(let uri): return report(.remoteReference, "$ref", at: site.place, uri)
        case .missing: return report(.missingReference, "$ref", at: site.place, reference)
        }
    }

    // MARK: Assertions

    /// The rule of a keyword without schemas inside; nil where its value is malformed.
    private mutating func assertion(
        _ keyword: String, _ value: JSONValue, _ site: Site
    ) -> Rule? {
        switch (keyword, value) {
        case ("type", _): TypeSet(value).map { .type($0) }
        case ("const", _): .oneOfValues(ValueSet([value]))
        case ("enum", .array(let values)): .oneOfValues(ValueSet(values))
        case ("multipleOf", .number(let number)): divisor(number, site)
        case ("minimum", .number(let number)): .bound(.atLeast, number)
        case ("exclusiveMinimum", .number(let number)): .bound(.above, number)
        case ("maximum", .number(let number)): .bound(.atMost, number)
        case ("exclusiveMaximum", .number(let number)): .bound(.below, number)
        case ("pattern", .string(let text)): patternRule(text, site)
        case ("required", _): SchemaCompiler.names(value).map { .required($0) }
        case ("dependentRequired", .object(let object)): requirements(object)
        case ("uniqueItems", .bool(let isAsked)): isAsked ? .uniqueItems : .all([])
        case ("minLength", _): SchemaCompiler.count(value).map { .length(.atLeast, $0) }
        case ("maxLength", _): SchemaCompiler.count(value).map { .length(.atMost, $0) }
        case ("minItems", _): SchemaCompiler.count(value).map { .itemCount(.atLeast, $0) }
        case ("maxItems", _): SchemaCompiler.count(value).map { .itemCount(.atMost, $0) }
        case ("minProperties", _): SchemaCompiler.count(value).map { .memberCount(.atLeast, $0) }
        case ("maxProperties", _): SchemaCompiler.count(value).map { .memberCount(.atMost, $0) }
        default: nil
        }
    }

    /// A whole number from zero on; one too large for any count stands as the largest.
    static func count(_ value: JSONValue) -> Int? {
        guard case .number(let number) = value, number.isInteger, !number.isNegative else {
            return nil
        }
        return number.integer ?? .max
    }

    static func names(_ value: JSONValue) -> [String]? {
        guard case .array(let elements) = value else { return nil }
        var names: [String] = []
        for element in elements {
            guard case .string(let name) = element else { return nil }
            names.append(name)
        }
        return names
    }

    private mutating func divisor(_ number: JSONNumber, _ site: Site) -> Rule? {
        guard number > JSONNumber(0) else { return nil }
        guard let divisor = ExactDivisor(number) else {
            return report(
                .longNumber, "multipleOf", at: site.place,
                "more than \(ExactDivisor.digits) digits")
        }
        return .multiple(
            divisor, spelling: PointerText.cut(number.spelling, to: SchemaLimits.reportedBytes))
    }

    private mutating func patternRule(_ text: String, _ site: Site) -> Rule {
        switch patterns.pattern(text) {
        case .success(let pattern): .pattern(pattern)
        case .failure(let refusal): report(.pattern, "pattern", at: site.place, refusal.sentence)
        }
    }

    private func requirements(_ object: JSONObject) -> Rule? {
        var dependencies: [Rule.Dependency<[String]>] = []
        for member in object.members {
            guard let names = SchemaCompiler.names(member.value) else { return nil }
            dependencies.append(Rule.Dependency(name: member.name, wanted: names))
        }
        return .requiredWith(dependencies)
    }
}
