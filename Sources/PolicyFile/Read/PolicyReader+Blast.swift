import Governance
import JSON

extension PolicyReader {
    private static let blastKeys = ["unit", "value", "count", "each", "cap"]
    private static let laterBlastKeys = ["undo", "reversible", "max"]

    /// One blast radius, or a list of them in different units.
    func blast(_ node: PolicyNode) -> [(quantity: BlastQuantity, place: Place)] {
        var found: [(quantity: BlastQuantity, place: Place)] = []
        for element in oneOrMore(node, "blast") {
            guard let quantity = quantity(element) else { continue }
            if found.contains(where: { $0.quantity.unit == quantity.unit }) {
                faults.report(
                    "the blast radius in \(quantity.unit) is given twice; keep one",
                    at: element.place)
            } else {
                found.append((quantity, element.place))
            }
        }
        return found
    }

    private func quantity(_ node: PolicyNode) -> BlastQuantity? {
        guard
            let section = Section(
                node, "blast", keys: PolicyReader.blastKeys, later: PolicyReader.laterBlastKeys,
                faults: faults)
        else { return nil }
        let unit = section.required("unit", faults).flatMap { node in
            text(node, "unit").flatMap { self.unit($0, at: node.place) }
        }
        let source = self.source(section)
        guard let unit, let source else { return nil }
        let cap = section["cap"].flatMap { self.cap($0, unit: unit) }
        if case .each = source, let node = section["cap"] {
            faults.report(
                "'cap' beside 'each' bounds what is the same for every call; remove one",
                at: node.place)
        }
        return BlastQuantity(unit: unit, source: source, cap: cap, line: section.place.line)
    }

    private func source(_ section: Section) -> BlastQuantity.Source? {
        let given = ["value", "count", "each"].filter { section[$0] != nil }
        guard given.count == 1, let node = section[given[0]] else {
            faults.report(
                given.isEmpty
                    ? "blast lacks its number; add 'value: /place', 'count: /place' or 'each: 1'"
                    : "blast has \(given.listed); keep one of them", at: section.place)
            return nil
        }
        switch given[0] {
        case "value": return place(node, "value").map { .value($0) }
        case "count": return place(node, "count").map { .count($0) }
        default: return number(node, "each").map { .each($0) }
        }
    }

    /// A number, or an amount in the same unit.
    private func cap(_ node: PolicyNode, unit: Unit) -> ExactDecimal? {
        guard let text = text(node, "cap") else { return nil }
        guard text.contains(" ") else { return number(node, "cap") }
        guard let amount = amount(node, "cap") else { return nil }
        if amount.unit != unit {
            faults.report(
                "the cap is in \(amount.unit), but the blast radius in \(unit); use one unit",
                at: node.place)
            return nil
        }
        return amount.number
    }
}
