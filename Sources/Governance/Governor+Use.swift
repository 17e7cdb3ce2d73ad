package import JSON

/// How much of a limit is used.
extension Governor {
    /// What lies in a limit's window that ends now: calls that went and what open calls reserve, over
    /// all agents that use the tool.
    package func use(of limit: Limit, by tool: ToolPolicy, at now: Moment) -> LimitUse {
        let account = Account(tool: tool.name, kind: limit.kind)
        return LimitUse(
            used: ledger.sum(of: account, window: limit.window, at: now), limit: limit.amount)
    }
}

/// What is used of a limit, and how much it is.
package struct LimitUse: Hashable, Sendable {
    /// What lies in the window now.
    package let used: ExactDecimal
    /// The most that may.
    package let limit: ExactDecimal

    /// How many percent are used, rounded down: 100 and more exactly where nothing is left. Between,
    /// it is for people: what it is rounded from is no exact decimal.
    package var percent: Int {
        let share = (Double(used.description) ?? 0) / (Double(limit.description) ?? 1) * 100
        let rounded = share.isFinite ? Int(max(0, min(share, Self.most))) : 0
        return used < limit ? min(99, rounded) : max(100, rounded)
    }

    /// More than this many percent are not told apart.
    private static let most: Double = 1_000_000
}
