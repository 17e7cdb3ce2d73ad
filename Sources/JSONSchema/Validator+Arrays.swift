import JSON

extension Validator {
    mutating func array(_ value: JSONValue, _ site: Site) throws(Exhausted) -> Truth {
        guard case .array(let elements) = value else { return .yes }
        switch site.check.rule {
        case .itemCount(let side, let bound):
            return compare(elements.count, side, bound, "elements", site)
        case .uniqueItems: return try unique(elements, site)
        case .items(let first, let rest): return try items(elements, first, rest, site)
        case .contains(let node, let least, let most):
            return try contains(node, least, most, elements, site)
        default: return .yes
        }
    }

    private mutating func items(
        _ elements: [JSONValue], _ first: [Int], _ rest: Int?, _ site: Site
    ) throws(Exhausted) -> Truth {
        var truth = Truth.yes
        for (index, element) in elements.enumerated() {
            guard let node = index < first.count ? first[index] : rest else { break }
            truth.formAnd(try apply(node, to: element, at: index))
            if truth == .no, stopsAtFirstFault { break }
        }
        return truth
    }

    private mutating func contains(
        _ node: Int, _ least: Int, _ most: Int?, _ elements: [JSONValue], _ site: Site
    ) throws(Exhausted) -> Truth {
        var matching = 0
        var unknown = 0
        for element in elements {
            switch try attempt(node, element) {
            case .yes: matching += 1
            case .unknown: unknown += 1
            case .no: break
            }
        }
        if let most, matching > most {
            return refuse(site, "must contain at most \(most) elements of a kind, has \(matching)")
        }
        if matching + unknown < least {
            return refuse(
                site, "must contain at least \(least) elements of a kind, has \(matching)")
        }
        let isSettled = matching >= least && matching + unknown <= most ?? .max
        return isSettled ? .yes : .unknown
    }

    /// Compares elements of the same hash only, and pays for each comparison: numbers that differ
    /// late may be made to share a hash.
    private mutating func unique(
        _ elements: [JSONValue], _ site: Site
    ) throws(Exhausted) -> Truth {
        var seen: [Int: [Int]] = [:]
        for (index, element) in elements.enumerated() {
            try spend(on: element, site)
            let hash = element.hashValue
            for other in seen[hash, default: []] {
                try spend(on: element, site)
                if elements[other] == element {
                    return refuse(site, "has equal elements at \(other) and \(index)")
                }
            }
            seen[hash, default: []].append(index)
        }
        return .yes
    }
}
