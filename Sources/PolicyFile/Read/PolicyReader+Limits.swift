import Governance
import JSON

extension PolicyReader {
    /// Rates and sums, in their short and long forms.
    func limits(_ node: PolicyNode, of tool: Section, units: Set<Unit>) -> [Limit] {
        var limits: [Limit] = []
        for (index, element) in list(node, "limits").enumerated() {
            let usual = RuleName("\(tool.subject.dropFirst("tool ".count)) limit \(index + 1)")
            let limit: Limit?
            if case .map = element.content {
                limit = longLimit(element, usual: usual)
            } else {
                limit = measure(element, "limit").map {
                    Limit(
                        name: usual, measure: $0.measure, window: $0.window, over: .hold,
                        line: element.place.line)
                }
            }
            guard let limit else { continue }
            checkLimit(limit, of: tool, units: units, others: limits, at: element.place)
            limits.append(limit)
        }
        return limits
    }

    private func longLimit(_ node: PolicyNode, usual: RuleName) -> Limit? {
        let kinds = ["calls", "sum", "new-recipients"]
        guard
            let section = Section(node, "limit", keys: kinds + ["over", "name"], faults: faults)
        else { return nil }
        let given = kinds.filter { section[$0] != nil }
        guard given.count == 1, let rate = section[given[0]] else {
            faults.report(
                given.isEmpty
                    ? "limit counts nothing; add one of \(kinds.listed)"
                    : "limit has \(given.listed); write one limit for each", at: node.place)
            return nil
        }
        let over: Limit.Over = section["over"].flatMap { word($0, "over") } ?? .hold
        let name = section["name"].flatMap(ruleName) ?? usual
        guard var found = measure(rate, given[0]) else { return nil }
        switch (given[0], found.measure) {
        case ("sum", .calls), ("sum", .newRecipients):
            faults.report("a sum needs a unit; write one such as '2000 usd/h'", at: rate.place)
            return nil
        case ("calls", .sum), ("new-recipients", .sum):
            faults.report(
                "\(given[0]) are counted without a unit; write a rate such as '10/min'",
                at: rate.place)
            return nil
        case ("new-recipients", .calls(let count)): found.measure = .newRecipients(count)
        default: break
        }
        return Limit(
            name: name, measure: found.measure, window: found.window, over: over,
            line: node.place.line)
    }

    /// `10/min` or `2000 usd/h`.
    func measure(
        _ node: PolicyNode, _ what: String
    ) -> (measure: Limit.Measure, window: Duration)? {
        guard let text = text(node, what) else { return nil }
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, let window = TextForm.window(halves[1]) else {
            faults.report(
                "\(what) '\(text)' is no rate; write one such as 10/min or 2000 usd/h",
                at: node.place)
            return nil
        }
        guard window <= Limit.longestWindow else {
            faults.report(
                "the window of '\(text)' is over \(Limit.longestWindow.policyWord); shorten it",
                at: node.place)
            return nil
        }
        if let count = TextForm.count(halves[0]) {
            guard (1...Limit.largestCount).contains(count) else {
                faults.report(
                    "\(what) '\(text)' is not from 1 to \(Limit.largestCount); to allow none, use "
                        + "'deny: always'", at: node.place)
                return nil
            }
            return (.calls(count), window)
        }
        let half = PolicyNode(
            place: node.place, content: .text(String(halves[0]), isQuoted: false))
        return amount(half, what).map { (.sum($0.number, $0.unit), window) }
    }

    /// A name that a person gave a rule.
    func ruleName(_ node: PolicyNode) -> RuleName? {
        words(node, "name", longest: 64).map { RuleName($0) }
    }

    private func checkLimit(
        _ limit: Limit, of tool: Section, units: Set<Unit>, others: [Limit], at place: Place
    ) {
        switch limit.measure {
        case .calls: break
        case .sum(_, let unit):
            if !units.contains(unit) {
                faults.report(
                    "a sum in \(unit), but \(tool.subject) has no blast radius in it; add one, so "
                        + "that it is known where the number stands", at: place)
            }
        case .newRecipients:
            if tool["recipient"] == nil {
                faults.report(
                    "new recipients are counted, but \(tool.subject) lacks 'recipient'; add it",
                    at: place)
            }
        }
        if others.contains(where: { $0.counts(theSameAs: limit) }) {
            faults.report(
                "a limit over the same measure and window is there already; keep one", at: place)
        }
    }
}

extension Limit {
    /// Whether another limit counts the same within the same window.
    fileprivate func counts(theSameAs other: Limit) -> Bool {
        guard window == other.window else { return false }
        switch (measure, other.measure) {
        case (.calls, .calls), (.newRecipients, .newRecipients): return true
        case (.sum(_, let one), .sum(_, let two)): return one == two
        default: return false
        }
    }
}
