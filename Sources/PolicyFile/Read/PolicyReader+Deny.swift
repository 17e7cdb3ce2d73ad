import Governance
import JSON

extension PolicyReader {
    /// `always`, or rules over the arguments.
    func deny(_ node: PolicyNode, of tool: ToolName) -> [DenyRule] {
        if case .text(let text, _) = node.content {
            if text == "always" {
                let name = RuleName("\(tool) deny always")
                return [DenyRule(name: name, conditions: [], line: node.place.line)]
            }
            faults.report("deny '\(text)' is no rule; write 'always' or a list", at: node.place)
            return []
        }
        var rules: [DenyRule] = []
        for (index, element) in list(node, "deny").enumerated() {
            let usual = RuleName("\(tool) deny \(index + 1)")
            guard let rule = rule(element, usual: usual) else { continue }
            if rules.contains(where: { $0.conditions == rule.conditions }) {
                faults.report("the same rule is there already; keep one", at: element.place)
            } else {
                rules.append(rule)
            }
        }
        return rules
    }

    private static let conditionKeys = ["argument", "if", "unless"]

    private func rule(_ node: PolicyNode, usual: RuleName) -> DenyRule? {
        guard
            let section = Section(
                node, "deny rule", keys: ["name", "when"] + PolicyReader.conditionKeys,
                faults: faults)
        else { return nil }
        let name = section["name"].flatMap(ruleName) ?? usual
        var conditions: [Condition?] = []
        if let when = section["when"] {
            for key in PolicyReader.conditionKeys {
                guard let place = section.place(of: key) else { continue }
                faults.report(
                    "'\(key)' beside 'when'; move it into a condition of its own", at: place)
            }
            let elements = list(when, "when")
            if case .list = when.content, elements.isEmpty {
                faults.report(
                    "'when' is empty; add a condition, or write 'deny: always'", at: when.place)
                return nil
            }
            conditions = elements.map { element in
                Section(element, "condition", keys: PolicyReader.conditionKeys, faults: faults)
                    .flatMap(condition)
            }
        } else {
            conditions = [condition(section)]
        }
        let read = conditions.compactMap(\.self)
        guard !read.isEmpty, read.count == conditions.count else { return nil }
        return DenyRule(name: name, conditions: read, line: section.place.line)
    }

    private func condition(_ section: Section) -> Condition? {
        let argument = section.required("argument", faults).flatMap { place($0, "argument") }
        let given = Condition.Sense.allCases.filter { section[$0.rawValue] != nil }
        guard given.count == 1, let node = section[given[0].rawValue] else {
            faults.report(
                given.isEmpty
                    ? "\(section.subject) lacks 'if' or 'unless'; add one, as in 'if: { equals: x }'"
                    : "\(section.subject) has both 'if' and 'unless'; write two conditions",
                at: section.place)
            return nil
        }
        guard let argument, let selector = selector(node) else { return nil }
        return Condition(argument: argument, sense: given[0], selector: selector)
    }

    private static let selectorKeys = [
        "equals", "one-of", "prefix", "number", "length", "host", "pattern",
    ]

    private func selector(_ node: PolicyNode) -> Selector? {
        guard
            let section = Section(
                node, "a selector", keys: PolicyReader.selectorKeys, faults: faults)
        else { return nil }
        let given = PolicyReader.selectorKeys.filter { section[$0] != nil }
        guard given.count == 1, let value = section[given[0]] else {
            faults.report(
                given.isEmpty
                    ? "a selector without a comparison; add one of "
                        + PolicyReader.selectorKeys.listed
                    : "a selector with \(given.listed); write one condition for each",
                at: node.place)
            return nil
        }
        switch given[0] {
        case "equals": return text(value, "equals").map { .oneOf([$0]) }
        case "one-of": return texts(list(value, "one-of"), "one-of", at: value).map { .oneOf($0) }
        case "prefix":
            return texts(oneOrMore(value, "prefix"), "prefix", at: value).map { .prefix($0) }
        case "number": return bounds(value) { number($0, $1) }.map { .number($0) }
        case "length":
            return bounds(value) { count($0, $1, in: 0...1_000_000) }.map { .length($0) }
        case "host": return hosts(value).map { .host($0) }
        default: return pattern(value)
        }
    }

    private func texts(_ nodes: [PolicyNode], _ what: String, at node: PolicyNode) -> [String]? {
        if case .list = node.content, nodes.isEmpty {
            if what == "one-of" {
                faults.report("'one-of' is empty and matches nothing; name one", at: node.place)
            }
            return nil
        }
        let texts = nodes.compactMap { text($0, what) }
        if what == "prefix", texts.contains("") {
            faults.report("an empty prefix matches everything; write its text", at: node.place)
        }
        return texts.isEmpty || texts.count < nodes.count ? nil : texts
    }

    private func hosts(_ node: PolicyNode) -> [HostPattern]? {
        let nodes = oneOrMore(node, "host")
        let hosts = nodes.compactMap { node -> HostPattern? in
            guard let text = text(node, "host") else { return nil }
            if let host = HostPattern(text) { return host }
            faults.report(
                "'\(text)' is no host; write one such as api.example.com or '*.example.com'",
                at: node.place)
            return nil
        }
        return hosts.isEmpty || hosts.count < nodes.count ? nil : hosts
    }

    private func pattern(_ node: PolicyNode) -> Selector? {
        guard let text = text(node, "pattern") else { return nil }
        do {
            return .pattern(try ArgumentPattern(text))
        } catch {
            faults.report(
                "the pattern cannot be used (\(error)); write it as RE2 reads it", at: node.place)
            return nil
        }
    }

    private func bounds<Value: Hashable & Comparable & Sendable>(
        _ node: PolicyNode, _ read: (PolicyNode, String) -> Value?
    ) -> Bounds<Value>? {
        let keys = ["above", "at-least", "below", "at-most"]
        guard let section = Section(node, "bounds", keys: keys, faults: faults) else { return nil }
        func end(_ open: String, _ closed: String) -> Bounds<Value>.End? {
            if let node = section[open] {
                if section[closed] != nil {
                    faults.report("'\(open)' and '\(closed)'; keep one", at: node.place)
                }
                return read(node, open).map { Bounds<Value>.End($0, isIncluded: false) }
            }
            return section[closed].flatMap { read($0, closed) }.map {
                Bounds<Value>.End($0, isIncluded: true)
            }
        }
        let (lower, upper) = (end("above", "at-least"), end("below", "at-most"))
        let given = keys.filter { section[$0] != nil }
        if given.isEmpty {
            faults.report("bounds without an end; add one of \(keys.listed)", at: node.place)
            return nil
        }
        let isWhole =
            given.contains { $0 == "above" || $0 == "at-least" } == (lower != nil)
            && given.contains { $0 == "below" || $0 == "at-most" } == (upper != nil)
        guard isWhole else { return nil }
        if let bounds = Bounds(lower: lower, upper: upper) { return bounds }
        faults.report("nothing lies within these bounds; mend them", at: node.place)
        return nil
    }
}
