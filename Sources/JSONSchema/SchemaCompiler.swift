import JSON

/// Turns the reachable schemas of a document into nodes, and lists what cannot be checked.
struct SchemaCompiler {
    var places: SchemaPlaces
    var patterns: PatternTable
    private(set) var nodes: [SchemaNode] = []
    private(set) var parts: [UncheckablePart] = []
    private let limits: SchemaLimits
    private var nodesByPlace: [Int: Int] = [:]
    /// Places whose nodes have a number and no checks yet.
    private var open: [(place: Int, node: Int)] = []

    /// Compiles everything that the document's root reaches.
    static func compile(_ document: JSONValue, limits: SchemaLimits) -> SchemaProgram {
        guard let places = SchemaSurvey.survey(document, limit: limits.places) else {
            return .tooLarge(limits)
        }
        var compiler = SchemaCompiler(places: places, limits: limits)
        for duplicate in places.duplicates {
            compiler.report(
                .malformed, duplicate.keyword, at: duplicate.place,
                "another schema has the same name, so that references to it are ambiguous")
        }
        _ = compiler.node(SchemaPlaces.root)
        while let (place, node) = compiler.open.popLast() {
            compiler.fill(node, from: place)
            if compiler.places.count > limits.places { return .tooLarge(limits) }
        }
        compiler.findEndlessReferences()
        return SchemaProgram(
            nodes: compiler.nodes, uncheckable: compiler.parts, isTooLarge: false, limits: limits)
    }

    private init(places: SchemaPlaces, limits: SchemaLimits) {
        self.places = places
        self.limits = limits
        patterns = PatternTable(limits: limits)
    }

    /// A schema that is an object, and how it is read.
    struct Site {
        let object: JSONObject
        let place: Int
        let dialect: SchemaDialect
    }

    // MARK: For the keywords

    /// The node of a place, whose checks may still have to be written.
    mutating func node(_ place: Int) -> Int {
        if let known = nodesByPlace[place] { return known }
        places.enter(place)
        nodes.append(SchemaNode(location: places.pointer(place)))
        nodesByPlace[place] = nodes.count - 1
        open.append((place, nodes.count - 1))
        return nodes.count - 1
    }

    /// Lists a keyword as not checkable; the rule to put in its place.
    @discardableResult
    mutating func report(
        _ reason: UncheckablePart.Reason, _ keyword: String, at place: Int, _ detail: String
    ) -> Rule {
        let pointer = places.pointer(place) + (keyword.isEmpty ? "" : "/" + keyword)
        report(reason, pointer, detail)
        return .unknown(SchemaCompiler.kind(concernedBy: keyword))
    }

    /// The kind of value that a keyword speaks of: all others pass it, checkable or not.
    private static func kind(concernedBy keyword: String) -> JSONKind? {
        switch keyword {
        case "multipleOf": .number
        case "pattern": .string
        case "unevaluatedItems": .array
        case "unevaluatedProperties": .object
        default: nil
        }
    }

    private mutating func report(
        _ reason: UncheckablePart.Reason, _ location: String, _ detail: String
    ) {
        let part = UncheckablePart(
            reason: reason, location: location,
            detail: PointerText.cut(detail, to: SchemaLimits.reportedBytes))
        if parts.count < SchemaLimits.uncheckableParts, !parts.contains(part) { parts.append(part) }
    }

    // MARK: One schema

    private mutating func fill(_ node: Int, from place: Int) {
        switch places.value(place) {
        case .bool(true): break
        case .bool(false): nodes[node].checks = [.init(keyword: "", rule: .never)]
        case .object(let object): nodes[node].checks = checks(object, at: place)
        default:
            let rule = report(.malformed, "", at: place, "a schema is an object, true or false")
            nodes[node].checks = [.init(keyword: "", rule: rule)]
        }
    }

    private mutating func checks(_ object: JSONObject, at place: Int) -> [SchemaNode.Check] {
        guard let dialect = places.resource(of: place).dialect else {
            let rule = report(
                .dialect, "$schema", at: places.resource(of: place).root,
                "only 2020-12 and draft-07 are read")
            return [.init(keyword: "$schema", rule: rule)]
        }
        let site = Site(object: object, place: place, dialect: dialect)
        if dialect == .draft7, let reference = object["$ref"] {
            // Draft-07 ignores what stands beside `$ref`.
            return [.init(keyword: "$ref", rule: referenceRule(reference, site))]
        }
        return SchemaCompiler.keywords.compactMap { keyword in
            guard let value = object[keyword] else { return nil }
            return rule(keyword, value, site).map { .init(keyword: keyword, rule: $0) }
        }
    }

    // MARK: Endless references

    /// Finds nodes that are checked against the same part of the value again and again.
    private mutating func findEndlessReferences() {
        enum Mark { case new, open, done }
        var marks = [Mark](repeating: .new, count: nodes.count)
        for start in nodes.indices where marks[start] == .new {
            var path: [(node: Int, next: ArraySlice<Int>)] = []
            func edges(_ node: Int) -> ArraySlice<Int> {
                nodes[node].checks.flatMap(\.rule.nodesInPlace)[...]
            }
            marks[start] = .open
            path.append((start, edges(start)))
            while let top = path.indices.last {
                guard let next = path[top].next.popFirst() else {
                    marks[path[top].node] = .done
                    path.removeLast()
                    continue
                }
                switch marks[next] {
                case .done: break
                case .open:
                    report(
                        .endlessReference, nodes[next].location,
                        "leads back to itself without going deeper into the value")
                case .new:
                    marks[next] = .open
                    path.append((next, edges(next)))
                }
            }
        }
    }
}
