package import JSON

/// One agent's stretch of work under one set of budgets.
package struct Run: Hashable, Sendable, Codable {
    /// Why a run ended.
    package enum End: String, Hashable, Sendable, Codable {
        /// No call for the policy's idle time.
        case idle
        /// Its budget of time is spent.
        case time
        /// A person ended it.
        case operatorAct = "operator"
        /// The policy in force does not name its agent any more.
        case policy
        /// `runs: per-connection`, and the connection closed.
        case closed
    }

    package let id: RunID
    package let agent: AgentName
    package let startedAt: Moment
    /// The mark of the run token that started it: connections with the same one join it.
    package let token: Digest?
    /// The moment of the last proposal or outcome.
    package internal(set) var activeAt: Moment
    /// The connections whose calls count to this run.
    package internal(set) var connections: Set<ConnectionID> = []
    /// What it has spent of its budgets.
    package internal(set) var spent = Spending()
    /// The digests that were denied, by a person or by time, with the hold's code.
    package internal(set) var denied: [Digest: HoldCode] = [:]

    init(id: RunID, agent: AgentName, startedAt: Moment, token: Digest? = nil) {
        self.id = id
        self.agent = agent
        self.startedAt = startedAt
        self.token = token
        activeAt = startedAt
    }
}

/// What calls take from the budgets of a run.
package struct Spending: Hashable, Sendable, Codable {
    package internal(set) var calls = 0
    package internal(set) var writes = 0
    package internal(set) var money: [Unit: ExactDecimal] = [:]

    /// Nothing spent.
    package init() {}

    init(calls: Int, writes: Int, money: [Unit: ExactDecimal]) {
        self.calls = calls
        self.writes = writes
        self.money = money
    }

    mutating func add(_ other: Spending) {
        calls += other.calls
        writes += other.writes
        for (unit, amount) in other.money {
            money[unit] = (money[unit] ?? .zero).adding(amount) ?? Spending.uncountable
        }
    }

    mutating func subtract(_ other: Spending) {
        calls = max(0, calls - other.calls)
        writes = max(0, writes - other.writes)
        for (unit, amount) in other.money {
            guard let sum = money[unit], sum != Spending.uncountable else { continue }
            // A difference that does not fit leaves the amount spent: the careful side.
            money[unit] = sum.subtracting(amount) ?? sum
        }
    }

    /// A sum that no exact decimal can hold: it passes every budget, and nothing is taken off it
    /// again, because what was added to it is not known any more.
    static let uncountable = ExactDecimal(Int128.max)
}
