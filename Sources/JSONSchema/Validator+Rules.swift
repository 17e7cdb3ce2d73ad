import JSON
import Pattern

extension Validator {
    /// What a keyword says to the current part.
    mutating func answer(_ site: Site, _ value: JSONValue) throws(Exhausted) -> Truth {
        switch site.check.rule {
        case .never: return refuse(site, "is not allowed")
        case .unknown(let kind): return (kind ?? value.kind) == value.kind ? .unknown : .yes
        case .type(let types):
            return types.contains(value) ? .yes : refuse(site, "must be \(types.words)")
        case .oneOfValues(let values): return try oneOf(values, value, site)
        case .multiple, .bound: return try number(value, site)
        case .length, .pattern: return try string(value, site)
        case .itemCount, .uniqueItems, .items, .contains: return try array(value, site)
        case .memberCount, .required, .requiredWith, .schemaWith, .dependencies, .members, .names:
            return try object(value, site)
        case .all(let nodes): return try all(nodes, value)
        case .any(let nodes): return try any(nodes, value, site)
        case .one(let nodes): return try one(nodes, value, site)
        case .not(let node):
            let truth = try !attempt(node, value)
            return truth == .no ? refuse(site, "is what it must not be") : truth
        case .condition(let node, let then, let otherwise):
            return try condition(node, then, otherwise, value, site)
        case .reference(let node): return try apply(node, to: value)
        }
    }

    // MARK: Values

    private mutating func oneOf(
        _ values: ValueSet, _ value: JSONValue, _ site: Site
    ) throws(Exhausted) -> Truth {
        try spend(on: value, site)
        for candidate in values.candidates(value) {
            try spend(on: value, site)
            if candidate == value { return .yes }
        }
        return refuse(site, Validator.sentence(naming: values.values))
    }

    /// Names the values where they are few and short.
    private static func sentence(naming values: [JSONValue]) -> String {
        let areShort =
            values.count <= 8
            && values.allSatisfy { value in
                switch value {
                case .null, .bool: true
                case .number(let number): number.spelling.utf8.count <= 64
                case .string(let string): string.utf8.count <= 64
                case .array, .object: false
                }
            }
        guard areShort else {
            return values.count == 1
                ? "must be the one value allowed"
                : "must be one of the \(values.count) values allowed"
        }
        let words = values.map { String(decoding: CanonicalJSON.bytes(of: $0), as: UTF8.self) }
        return (words.count == 1 ? "must be " : "must be one of ") + words.joined(separator: ", ")
    }

    /// Takes the steps of hashing or comparing a value: one for each part, each 32 bytes of
    /// text and each 8 of a number.
    mutating func spend(on value: JSONValue, _ site: Site) throws(Exhausted) {
        switch value {
        case .null, .bool: try spend(1, at: site.location)
        case .number(let number): try spend(1 + number.spelling.utf8.count / 8, at: site.location)
        case .string(let string): try spend(1 + string.utf8.count / 32, at: site.location)
        case .array(let elements):
            try spend(1, at: site.location)
            for element in elements { try spend(on: element, site) }
        case .object(let object):
            try spend(1, at: site.location)
            for member in object.members {
                try spend(1 + member.name.utf8.count / 32, at: site.location)
                try spend(on: member.value, site)
            }
        }
    }

    private mutating func number(_ value: JSONValue, _ site: Site) throws(Exhausted) -> Truth {
        guard case .number(let number) = value else { return .yes }
        try spend(1 + number.spelling.utf8.count / 8, at: site.location)
        switch site.check.rule {
        case .multiple(let divisor, let spelling):
            return divisor.divides(number)
                ? .yes : refuse(site, "must be a multiple of \(spelling)")
        case .bound(.atLeast, let bound):
            return number >= bound ? .yes : refuse(site, "must be at least \(bound)")
        case .bound(.atMost, let bound):
            return number <= bound ? .yes : refuse(site, "must be at most \(bound)")
        case .bound(.above, let bound):
            return number > bound ? .yes : refuse(site, "must be more than \(bound)")
        case .bound(.below, let bound):
            return number < bound ? .yes : refuse(site, "must be less than \(bound)")
        default: return .yes
        }
    }

    private mutating func string(_ value: JSONValue, _ site: Site) throws(Exhausted) -> Truth {
        guard case .string(let string) = value else { return .yes }
        switch site.check.rule {
        case .length(let side, let bound):
            try spend(1 + string.utf8.count / 32, at: site.location)
            let count = string.unicodeScalars.count
            return compare(count, side, bound, "characters", site)
        case .pattern(let pattern):
            return try matches(pattern, string, site)
                ? .yes
                : refuse(site, "must match the pattern \(PointerText.cut(pattern.text, to: 200))")
        default: return .yes
        }
    }

    /// Matches a pattern, which takes a step for each 64 instructions that RE2 may visit.
    mutating func matches(
        _ pattern: Pattern, _ text: String, _ site: Site
    ) throws(Exhausted) -> Bool {
        try spend(1 + pattern.work(forBytes: text.utf8.count) / 64, at: site.location)
        do throws(SubjectFault) {
            return try pattern.matches(text)
        } catch {
            throw Exhausted(location: site.location, sentence: error.description)
        }
    }

    /// Compares a count with its bound.
    mutating func compare(
        _ count: Int, _ side: Rule.Quantity, _ bound: Int, _ things: String, _ site: Site
    ) -> Truth {
        switch side {
        case .atLeast:
            count >= bound ? .yes : refuse(site, "must have at least \(bound) \(things)")
        case .atMost:
            count <= bound ? .yes : refuse(site, "must have at most \(bound) \(things)")
        }
    }

    // MARK: Combinations

    mutating func all(_ nodes: [Int], _ value: JSONValue) throws(Exhausted) -> Truth {
        var truth = Truth.yes
        for node in nodes {
            truth.formAnd(try apply(node, to: value))
            if truth == .no, stopsAtFirstFault { break }
        }
        return truth
    }

    private mutating func any(
        _ nodes: [Int], _ value: JSONValue, _ site: Site
    ) throws(Exhausted) -> Truth {
        var hasUnknown = false
        for node in nodes {
            switch try attempt(node, value) {
            case .yes: return .yes
            case .unknown: hasUnknown = true
            case .no: break
            }
        }
        return hasUnknown
            ? .unknown : refuse(site, "is none of the \(nodes.count) things that it may be")
    }

    private mutating func one(
        _ nodes: [Int], _ value: JSONValue, _ site: Site
    ) throws(Exhausted) -> Truth {
        var matching = 0
        var hasUnknown = false
        for node in nodes {
            switch try attempt(node, value) {
            case .yes: matching += 1
            case .unknown: hasUnknown = true
            case .no: break
            }
            if matching > 1 {
                return refuse(site, "is more than one of the things of which it must be one")
            }
        }
        if hasUnknown { return .unknown }
        return matching == 1
            ? .yes : refuse(site, "is none of the \(nodes.count) things of which it must be one")
    }

    private mutating func condition(
        _ node: Int, _ then: Int?, _ otherwise: Int?, _ value: JSONValue, _ site: Site
    ) throws(Exhausted) -> Truth {
        switch try attempt(node, value) {
        case .yes: return try all([then].compactMap { $0 }, value)
        case .no: return try all([otherwise].compactMap { $0 }, value)
        case .unknown:
            // Wrong only where it is wrong on both ways.
            var answers: [Truth] = []
            for branch in [then, otherwise] {
                guard let branch else { return .unknown }
                answers.append(try attempt(branch, value))
            }
            if answers == [.no, .no] {
                return refuse(site, "is wrong whether the condition holds or not")
            }
            return answers == [.yes, .yes] ? .yes : .unknown
        }
    }
}
