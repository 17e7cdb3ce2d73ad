import JSON

extension ExactDecimal {
    /// One call.
    static let one = ExactDecimal(1)
}

extension Limit {
    /// What the limit counts, without how much.
    var kind: Account.Kind {
        switch measure {
        case .calls: .calls
        case .sum(_, let unit): .sum(unit)
        case .newRecipients: .newRecipients
        }
    }
}

extension ToolPolicy {
    /// Each account that a limit of this tool counts, with the longest window in nanoseconds.
    var retentions: [(Account.Kind, Int64)] {
        var found: [(Account.Kind, Int64)] = []
        for limit in limits {
            let window = limit.window.nanoseconds
            if let index = found.firstIndex(where: { $0.0 == limit.kind }) {
                found[index].1 = max(found[index].1, window)
            } else {
                found.append((limit.kind, window))
            }
        }
        return found
    }

    /// The longest window that counts this; nil where nothing does.
    func retention(of kind: Account.Kind) -> Int64? {
        retentions.first { $0.0 == kind }?.1
    }
}

extension Policy {
    /// The tools of low tier that an agent may call, in the order of their names.
    func lowTierTools(of agent: AgentName) -> [ToolPolicy] {
        (agents[agent]?.may.keys.sorted() ?? []).compactMap { tools[$0] }
            .filter { $0.effectiveTier == .low }
    }
}
