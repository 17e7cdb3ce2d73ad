import JSON

/// Step 8, the limits of the tool: over a rate or a sum holds, or denies where the policy says
/// so; over a sum also raises the tier (step 10). What the call takes is reserved here.
enum LimitCheck {
    @Sendable static func examine(_ context: inout GateContext, _ governor: Governor) {
        guard let tool = context.tool else { return }
        var isOverSum = false
        for limit in tool.limits {
            guard let (account, amount) = context.taken(of: limit, by: tool) else { continue }
            let ledger = governor.ledger
            let spent = ledger.sum(of: account, window: limit.window, at: context.now)
            guard let sum = spent.adding(amount), ledger.canCount(amount, of: account) else {
                context.deny(
                    .limit, .overLimit, line: limit.line, "\(limit.title): the sum does not fit")
                continue
            }
            let detail = "\(limit.title): \(sum)"
            if sum <= limit.amount {
                context.pass(.limit, line: limit.line, detail)
                continue
            }
            if case .sum = account.kind { isOverSum = true }
            switch limit.over {
            case .hold:
                context.hold(.limit, line: limit.line, detail)
                context.covers.append(CoveredLimit(account: account, limit: limit))
            case .deny: context.deny(.limit, .overLimit, alert: true, line: limit.line, detail)
            }
        }
        if isOverSum { context.tier = context.tier.raised }
        context.reserve(for: tool)
    }
}

extension GateContext {
    /// What this call takes of a limit; nil where it takes nothing that can be counted.
    fileprivate func taken(of limit: Limit, by tool: ToolPolicy) -> (Account, ExactDecimal)? {
        let kind = limit.kind
        guard let amount = amount(of: kind) else { return nil }
        return (Account(tool: tool.name, kind: kind), amount)
    }

    private func amount(of kind: Account.Kind) -> ExactDecimal? {
        switch kind {
        case .calls: return .one
        case .newRecipients:
            let count = newRecipients.count
            return count == 0 ? nil : ExactDecimal(count)
        case .sum(let unit):
            for quantity in proposal.reading.quantities where quantity.unit == unit {
                if case .amount(let amount) = quantity.value { return amount }
            }
            return nil
        }
    }

    /// One reservation for each account, remembered for the longest window that counts it.
    fileprivate mutating func reserve(for tool: ToolPolicy) {
        for (kind, retention) in tool.retentions {
            guard let amount = amount(of: kind) else { continue }
            reservations.append(
                Reservation(
                    account: Account(tool: tool.name, kind: kind), amount: amount,
                    retention: retention))
        }
    }
}
