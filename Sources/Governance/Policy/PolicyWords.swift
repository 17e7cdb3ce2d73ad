package import JSON

extension Duration {
    /// The duration as the policy file spells it, in the largest unit that fits: `5m`, `90s`.
    package var policyWord: String {
        let seconds = components.seconds
        for (unit, size) in [("d", 86_400), ("h", 3600), ("m", 60)] as [(String, Int64)]
        where seconds != 0 && seconds % size == 0 {
            return "\(seconds / size)\(unit)"
        }
        return "\(seconds)s"
    }
}

extension Limit {
    /// The limit as the policy file spells it: `2000 usd/1h, over: hold`.
    package var words: String {
        let window = window.policyWord
        let bound =
            switch measure {
            case .calls(let count): "\(count)/\(window)"
            case .sum(let amount, let unit): "\(amount) \(unit)/\(window)"
            case .newRecipients(let count): "new-recipients \(count)/\(window)"
            }
        return "\(bound), over: \(over.rawValue)"
    }

    /// The limit as the path of checks names it: `pay/refund limit 1 (10/1m, over: hold)`.
    package var title: String { "\(name) (\(words))" }

    /// What the window may hold, whatever is counted.
    package var amount: ExactDecimal {
        switch measure {
        case .calls(let count), .newRecipients(let count): ExactDecimal(count)
        case .sum(let amount, _): amount
        }
    }
}

extension BlastQuantity.Source {
    /// Where the number comes from, in words.
    package var words: String {
        switch self {
        case .value(let pointer): "the number at \(pointer)"
        case .count(let pointer): "the length of \(pointer)"
        case .each(let amount): "\(amount) a call"
        }
    }
}

extension AgentProof {
    /// How the agent proves itself, in words.
    package var words: String {
        switch self {
        case .token(let file): "token hash in \(file)"
        case .user(let user): "system user \(user)"
        }
    }
}

extension DenyRule {
    /// What the rule denies, in the words of the policy file.
    package var words: String { conditions.map(\.words).joined(separator: " and ") }

    /// The rule as the path of checks names it: `bulk (if /ids length above 10)`.
    package var title: String { conditions.isEmpty ? "\(name)" : "\(name) (\(words))" }
}

extension Condition {
    /// What meets the condition, in the words of the policy file.
    package var words: String { "\(sense.rawValue) \(argument) \(selector.words)" }
}

extension Selector {
    /// What the selector matches, in the words of the policy file.
    package var words: String {
        switch self {
        case .oneOf(let words) where words.count == 1: "equals \(words[0])"
        case .oneOf(let words): "one-of [\(words.joined(separator: ", "))]"
        case .prefix(let prefixes): "prefix [\(prefixes.joined(separator: ", "))]"
        case .number(let bounds): "number \(bounds.words)"
        case .length(let bounds): "length \(bounds.words)"
        case .host(let hosts): "host [\(hosts.map(\.words).joined(separator: ", "))]"
        case .pattern(let pattern): "pattern \(pattern.text)"
        }
    }
}

extension HostPattern {
    /// The host as the policy file spells it.
    package var words: String { isBelow ? "*.\(name)" : name }
}

extension Bounds {
    /// The bounds as the policy file spells them.
    package var words: String {
        let lower = lower.map { "\($0.isIncluded ? "at-least" : "above") \($0.value)" }
        let upper = upper.map { "\($0.isIncluded ? "at-most" : "below") \($0.value)" }
        return [lower, upper].compactMap(\.self).joined(separator: ", ")
    }
}
