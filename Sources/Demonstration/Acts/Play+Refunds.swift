import JSON
import MCP
import SafeText

extension Play {
    /// A confident, wrong refund: too much, then to an account that nobody knows.
    mutating func confidentRefund() throws -> ScriptedAgent {
        try announce(
            "1. A confident, wrong refund",
            [
                "refund-bot has read a ticket and is sure: customer C-17 is owed 4000 usd.",
                "Looking up is cheap and runs; a refund has a cap of 500 usd.",
            ])
        let agent = try stage.connect("refund-bot", era: .modern)
        _ = try mustRun(agent, "look_up_customer", [("customer", .string("C-17"))])
        try stopped(
            "a refund of 4000 usd", by: .denied(by: "cap"),
            try call(agent, "refund", Self.refund("4000", to: "ACC-1001")))
        try announce(
            "   It tries again: 400 usd, within the cap, to an account from the ticket",
            [
                "Nobody has paid to ACC-9917 before, so the call is one tier higher and asks a person."
            ])
        try stopped(
            "a refund to an account nobody knows", by: .held(by: "recipient"),
            try call(agent, "refund", Self.refund("400", to: "ACC-9917")))
        return agent
    }

    /// The cascade: what was denied comes back in small parts.
    mutating func cascade(_ agent: ScriptedAgent) throws {
        try announce(
            "2. A cascade that makes it worse",
            [
                "refund-bot wants to make up for it, with many small refunds to the known account.",
                "Each is within every cap. The rate of 4 in 10 minutes ends it.",
            ])
        let results = try (1...Self.parts).map { cents in
            try call(agent, "refund", Self.refund("90.0\(cents)", to: "ACC-1001"))
        }
        let paid = results.prefix { !$0.isError }.count
        try stage.say("  \(paid) went through: so much may happen before anybody looks.")
        for (number, result) in results.enumerated().dropFirst(paid) {
            try stopped("small refund \(number + 1)", by: .denied(by: "limit"), result)
        }
    }

    /// More than the rate lets through, so that the last ones are stopped even after an approval.
    private static let parts = 6

    private static func refund(_ amount: String, to account: String) -> [JSONObject.Member] {
        let number = JSONNumber(spelling: amount).map(JSONValue.number) ?? .null
        return [("amount", number), ("account", .string(account))]
    }
}
