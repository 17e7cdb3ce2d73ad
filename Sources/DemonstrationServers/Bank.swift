import JSON

/// A bank that pays refunds: whatever it is asked to pay, it pays and writes down.
enum Bank: Store {
    static let name = "demonstration-bank"

    static func tools(in state: JSONObject) -> [ServedTool] {
        [
            ServedTool(
                name: "look_up_customer", description: "Shows a customer's account and last order.",
                reads: true, arguments: [.init(name: "customer", type: "string")]),
            ServedTool(
                name: "list_refunds", description: "Lists the refunds paid so far.", reads: true,
                arguments: []),
            ServedTool(
                name: "refund", description: "Pays an amount in US dollars to an account.",
                reads: false,
                arguments: [
                    .init(name: "amount", type: "number"), .init(name: "account", type: "string"),
                    .init(name: "reason", type: "string", isRequired: false),
                ]),
        ]
    }

    static func call(
        _ tool: String, _ arguments: JSONObject, _ state: inout JSONObject
    ) throws(ToolFault) -> String {
        switch tool {
        case "look_up_customer":
            let customer = try arguments.text("customer")
            return "\(customer): account ACC-1001, last order 89.90 usd, paid"
        case "list_refunds": return summary(of: state)
        default: return try refund(arguments, &state)
        }
    }

    private static func refund(
        _ arguments: JSONObject, _ state: inout JSONObject
    ) throws(ToolFault) -> String {
        guard case .number(let amount)? = arguments["amount"], let value = amount.decimal,
            value > .zero
        else { throw ToolFault("amount is no number above zero") }
        let account = try arguments.text("account")
        let paid = JSONObject([("account", .string(account)), ("amount", .number(amount))])
        state = state.with("refunds", .array(state.list("refunds") + [.object(paid)]))
        return "paid \(amount) usd to \(account)"
    }

    private static func summary(of state: JSONObject) -> String {
        let refunds = state.list("refunds")
        return "\(refunds.count) refunds, \(paid(in: state)) usd in all"
    }

    /// The sum of all refunds.
    static func paid(in state: JSONObject) -> ExactDecimal {
        state.list("refunds").reduce(.zero) { sum, refund in
            guard case .object(let refund) = refund, case .number(let amount)? = refund["amount"],
                let value = amount.decimal
            else { return sum }
            return sum.adding(value) ?? sum
        }
    }
}
