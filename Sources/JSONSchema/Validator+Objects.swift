import JSON

extension Validator {
    mutating func object(_ value: JSONValue, _ site: Site) throws(Exhausted) -> Truth {
        guard case .object(let object) = value else { return .yes }
        switch site.check.rule {
        case .memberCount(let side, let bound):
            return compare(object.count, side, bound, "members", site)
        case .required(let names): return try require(names, of: object, site)
        case .requiredWith(let dependencies):
            return try requireWith(dependencies, object, site)
        case .schemaWith(let dependencies): return try applyWith(dependencies, object, site)
        case .dependencies(let names, let schemas):
            var truth = try requireWith(names, object, site)
            truth.formAnd(try applyWith(schemas, object, site))
            return truth
        case .members(let rules): return try members(rules, object, site)
        case .names(let node):
            var truth = Truth.yes
            for member in object.members {
                truth.formAnd(try apply(node, to: .string(member.name), named: member.name))
                if truth == .no, stopsAtFirstFault { break }
            }
            return truth
        default: return .yes
        }
    }

    private mutating func require(
        _ names: [String], of object: JSONObject, _ site: Site
    ) throws(Exhausted) -> Truth {
        try spend(names.count, at: site.location)
        var truth = Truth.yes
        for name in names where object[name] == nil {
            truth = refuse(site, "lacks the member \"\(PointerText.cut(name, to: 128))\"")
            if stopsAtFirstFault { break }
        }
        return truth
    }

    private mutating func requireWith(
        _ dependencies: [Rule.Dependency<[String]>], _ object: JSONObject, _ site: Site
    ) throws(Exhausted) -> Truth {
        try spend(dependencies.count, at: site.location)
        var truth = Truth.yes
        for dependency in dependencies where object[dependency.name] != nil {
            truth.formAnd(try require(dependency.wanted, of: object, site))
        }
        return truth
    }

    private mutating func applyWith(
        _ dependencies: [Rule.Dependency<Int>], _ object: JSONObject, _ site: Site
    ) throws(Exhausted) -> Truth {
        try spend(dependencies.count, at: site.location)
        let nodes = dependencies.compactMap { object[$0.name] == nil ? nil : $0.wanted }
        return try all(nodes, .object(object))
    }

    private mutating func members(
        _ rules: Rule.MemberRules, _ object: JSONObject, _ site: Site
    ) throws(Exhausted) -> Truth {
        var truth = Truth.yes
        for member in object.members {
            try spend(1 + member.name.utf8.count / 32, at: site.location)
            truth.formAnd(try self.member(member, rules, site))
            if truth == .no, stopsAtFirstFault { break }
        }
        return truth
    }

    /// One member: the node of its name, those of the patterns that its name matches, and where
    /// there is neither, the node of the others.
    private mutating func member(
        _ member: JSONObject.Member, _ rules: Rule.MemberRules, _ site: Site
    ) throws(Exhausted) -> Truth {
        var truth = Truth.yes
        var isSpokenFor = false
        var hasUnknown = false
        if let node = rules.named[ExactText(member.name)] {
            isSpokenFor = true
            truth.formAnd(try apply(node, to: member.value, named: member.name))
        }
        for (pattern, node) in rules.patterned {
            guard let pattern else {
                hasUnknown = true
                continue
            }
            guard try matches(pattern, member.name, site) else { continue }
            isSpokenFor = true
            truth.formAnd(try apply(node, to: member.value, named: member.name))
        }
        if hasUnknown { truth.formAnd(.unknown) }
        guard !isSpokenFor, let others = rules.others else { return truth }
        if !hasUnknown {
            truth.formAnd(try apply(others, to: member.value, named: member.name))
        }
        return truth
    }
}
