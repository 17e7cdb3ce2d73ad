import JSON

/// Step 8, the budget of the run: over it holds. What the call takes is reserved with it.
enum BudgetCheck {
    @Sendable static func examine(_ context: inout GateContext, _ governor: Governor) {
        context.spending = context.takes
        guard let agent = context.agent, let run = context.run else { return }
        let budget = agent.budget
        let spent = run.spent
        if spent.calls + 1 > budget.calls {
            context.hold(
                .budget, line: budget.line, "all \(budget.calls) calls of the run are spent")
        }
        if context.spending.writes > 0, spent.writes + 1 > budget.writes {
            context.hold(
                .budget, line: budget.line, "all \(budget.writes) writes of the run are spent")
        }
        let money = context.spending.money
        for (unit, amount) in money.isEmpty ? [] : money.sorted(by: { $0.key < $1.key }) {
            guard let most = budget.sums[unit] else { continue }
            guard let sum = (spent.money[unit] ?? .zero).adding(amount), sum <= most else {
                context.hold(
                    .budget, line: budget.line,
                    "\(amount) \(unit) more would pass \(most) \(unit) a run")
                continue
            }
        }
        context.pass(.budget, line: budget.line, "call \(spent.calls + 1) of \(budget.calls)")
    }
}

extension GateContext {
    /// What the call takes from the budgets of its run.
    fileprivate var takes: Spending {
        var money: [Unit: ExactDecimal] = [:]
        for quantity in proposal.reading.quantities {
            guard case .amount(let amount) = quantity.value else { continue }
            money[quantity.unit] = (money[quantity.unit] ?? .zero).adding(amount) ?? amount
        }
        return Spending(calls: 1, writes: isWrite ? 1 : 0, money: money)
    }
}
