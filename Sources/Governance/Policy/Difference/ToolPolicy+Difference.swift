import JSON

extension ToolPolicy {
    /// What differs from the older policy of the same tool.
    func difference(from old: ToolPolicy) -> [PolicyChange] {
        var changes = PolicyComparison(of: "\(name)")
        changes.compare("tier", old.tier, tier) {
            $0?.word ?? "none (held as high)"
        } isFreer: { old, new in
            (new ?? .high) < (old ?? .high)
        }
        changes.compare("say", old.say?.text ?? "", say?.text ?? "") { _, _ in true }
        changes.add(blastDifference(from: old))
        changes.compareMembers(
            "recipient", Set(old.recipients), Set(recipients), moreIsFreer: false)
        changes.compareMembers("known recipient", old.known, known, moreIsFreer: true)
        changes.add(limitDifference(from: old))
        changes.add(denyDifference(from: old))
        changes.compare("justify", old.justify, justify) {
            $0 ? "required" : "not required"
        } isFreer: { _, new in
            !new
        }
        return changes.changes
    }

    private func blastDifference(from old: ToolPolicy) -> [PolicyChange] {
        var changes = PolicyComparison(of: "\(name)")
        let before = Dictionary(old.blast.map { ($0.unit, $0) }) { first, _ in first }
        let after = Dictionary(blast.map { ($0.unit, $0) }) { first, _ in first }
        changes.compareMembers("blast in", Set(before.keys), Set(after.keys), moreIsFreer: false)
        for (unit, new) in after.sorted(by: { $0.key < $1.key }) {
            guard let old = before[unit] else { continue }
            changes.compare("where the \(unit) are read", old.source, new.source) {
                $0.words
            } isFreer: { _, _ in
                true
            }
            changes.compare("cap in \(unit)", old.cap, new.cap) {
                $0.map { "\($0)" } ?? "none"
            } isFreer: { old, new in
                guard let new else { return true }
                return old.map { new > $0 } ?? false
            }
        }
        return changes.changes
    }

    /// Limits over the same measure and window are compared; all others are new or gone.
    private func limitDifference(from old: ToolPolicy) -> [PolicyChange] {
        var changes = PolicyComparison(of: "\(name)")
        let before = Dictionary(old.limits.map { (LimitKey($0), $0) }) { first, _ in first }
        let after = Dictionary(limits.map { (LimitKey($0), $0) }) { first, _ in first }
        changes.compareMembers(
            "limit", Set(before.keys.filter { after[$0] == nil }.compactMap { before[$0]?.words }),
            Set(after.keys.filter { before[$0] == nil }.compactMap { after[$0]?.words }),
            moreIsFreer: false)
        for (key, new) in after.sorted(by: { $0.value.words < $1.value.words }) {
            guard let old = before[key] else { continue }
            changes.compare("limit", old.words, new.words) { _, _ in
                new.amount > old.amount || old.over == .deny && new.over == .hold
            }
        }
        return changes.changes
    }

    private func denyDifference(from old: ToolPolicy) -> [PolicyChange] {
        var changes = PolicyComparison(of: "\(name)")
        let before = Dictionary(old.deny.map { ($0.conditions, $0.name) }) { first, _ in first }
        let after = Dictionary(deny.map { ($0.conditions, $0.name) }) { first, _ in first }
        changes.compareMembers("deny rule", Set(before.keys), Set(after.keys), moreIsFreer: false) {
            "\(after[$0] ?? before[$0] ?? RuleName(""))"
        }
        return changes.changes
    }
}

/// What makes two limits the same one with another bound.
private struct LimitKey: Hashable {
    let kind: String
    let unit: Unit?
    let window: Duration

    init(_ limit: Limit) {
        window = limit.window
        switch limit.measure {
        case .calls: (kind, unit) = ("calls", nil)
        case .sum(_, let unit): (kind, self.unit) = ("sum", unit)
        case .newRecipients: (kind, unit) = ("new-recipients", nil)
        }
    }
}
