import Governance
import PolicyFile

/// Reads policies from text, as the tests of this room need them.
enum PolicyText {
    static let digest: Digest = {
        guard let digest = Digest(bytes: [UInt8](repeating: 7, count: Digest.byteCount)) else {
            preconditionFailure("32 bytes are a digest")
        }
        return digest
    }()

    static func read(_ text: String) -> Result<Policy, PolicyFaults> {
        read(Array(text.utf8))
    }

    static func read(_ bytes: [UInt8]) -> Result<Policy, PolicyFaults> {
        PolicyFile.read(bytes: bytes, fileName: "policy.yaml", digest: digest)
    }

    /// The faults of a text, one a line; empty for a policy.
    static func faults(_ text: String) -> [String] {
        switch read(text) {
        case .success: []
        case .failure(let faults): faults.description.split(separator: "\n").map(String.init)
        }
    }

    /// The smallest policy, line by line; other lines are put behind it or instead of one of it.
    static let smallest = """
        pullcord: 1
        host: { label: test }
        operators: { ana: { user: ana, answers: high, may: [release, apply] } }
        servers: { pay: { command: [pay-mcp] } }
        """

    /// The example of design section 6, without the keys that this version refuses by name.
    static let example = """
        pullcord: 1
        host: { label: prod-eu, colour: alarm }
        mode: enforce
        appetite: { money: 2000 usd, records: 500, recipients: 20 }
        operators:
          ana: { user: ana, answers: critical, may: [release, grant, apply] }
          bo:  { user: bo, answers: high, scripts: medium }
        servers:
          pay:
            command: [pay-mcp, --live]         # argv, no shell
            credentials: { billing-bot: { env: { PAY_KEY: { file: keys/pay-billing } } } }
          mail: { command: [mail-mcp] }
        tools:
          pay/list_refunds: { tier: low }
          pay/refund:
            tier: medium
            say: "refund {/amount} usd to {/account}"
            blast: { unit: usd, value: /amount, cap: 500 usd }
            recipient: /account
            limits: [ 10/min, 2000 usd/h, { new-recipients: 3/h } ]
            deny:
              - { argument: /account, if: { prefix: XX } }
              - { name: far, argument: /url, unless: { host: [api.pay.example, "*.internal.example"] } }
          pay/close_account: { tier: critical, justify: required, say: "close account {/account} for good" }
          mail/read_inbox: { tier: low }
        agents:
          billing-bot:
            owner: cleo
            proof: { token: keys/billing-bot.hash }
            may: [ pay/list_refunds, pay/refund, mail/read_inbox ]
            resources: [mail]
            rung: within-caps
            budget: { calls: 60, writes: 20, money: 2000 usd, time: 30m }
        holds: { wait: 5m, park: 30m, per-agent: 5 }
        alerts: [ { command: [/usr/local/bin/page-me] } ]
        tests:
          - { agent: billing-bot, call: pay/refund, args: { amount: 50, account: A1 }, rung: within-caps, known: [A1], expect: allow }
          - { agent: billing-bot, call: pay/refund, args: { amount: 900, account: "12" }, expect: deny, why: cap }
        """
}
