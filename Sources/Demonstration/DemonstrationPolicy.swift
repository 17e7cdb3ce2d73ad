/// The policy of the demonstration, as a person would write it.
struct DemonstrationPolicy {
    /// The program that serves `demo-server`.
    let program: String
    /// The system user who may answer: the person who runs the demonstration.
    let user: String
    let folder: DemonstrationFolder
    /// How long a question stays open.
    let holdSeconds: Int
    /// Whether a person looks on and answers.
    let isLive: Bool

    /// The agents, each with the one tool that runs alone within its caps once that was granted.
    static let agents: [(name: String, granted: String?)] = [
        ("refund-bot", "bank/refund"), ("report-bot", nil), ("inbox-bot", "mail/send_mail"),
        ("cleanup-bot", nil), ("notes-bot", "files/save_note"),
    ]

    var text: String {
        """
        pullcord: 1
        host: { label: demo, colour: caution }
        appetite: { money: 2000 usd, files: 1000 }

        operators:
          you: { user: \(quoted(user)), answers: critical, may: [release, grant, apply] }

        servers:
          bank: { command: \(command("bank")) }
          mail: { command: \(command("mail")) }
          files: { command: \(command("files")) }

        tools:
          bank/look_up_customer: { tier: low }
          bank/list_refunds: { tier: low }
          bank/refund:
            tier: medium
            say: "refund {/amount} usd to {/account}"
            blast: { unit: usd, value: /amount, cap: 500 usd }
            recipient: /account
            known: [ACC-1001]
            limits: [ { calls: 4/10m, over: deny }, 1500 usd/h ]
          mail/list_mails: { tier: low }
          mail/read_mail: { tier: low }
          mail/send_mail:
            tier: medium
            say: "send {/subject} to {/to}"
            recipient: /to
            known: [support@shop.example]
            limits: [ 10/h ]
          files/list_files: { tier: low }
          files/delete_files:
            tier: high
            say: "delete for good the files {/paths}"
            blast: { unit: files, count: /paths, cap: 500 files }
          files/save_note: { tier: medium, say: "save the note {/title}", limits: [ 20/h ] }

        agents:
          refund-bot:
            owner: you
            proof: { token: keys/refund-bot.hash }
            may: [bank/look_up_customer, bank/refund]
            rung: within-caps\(budget)
          report-bot:
            owner: you
            proof: { token: keys/report-bot.hash }
            may: [bank/list_refunds]
            budget: { calls: \(isLive ? Self.runawayBudget : Self.loopBudget), time: 12h }
          inbox-bot:
            owner: you
            proof: { token: keys/inbox-bot.hash }
            may: [mail/list_mails, mail/read_mail, mail/send_mail]
            rung: within-caps\(budget)
          cleanup-bot:
            owner: you
            proof: { token: keys/cleanup-bot.hash }
            may: [files/list_files, files/delete_files]
            rung: within-caps\(budget)
          notes-bot:
            owner: you
            proof: { token: keys/notes-bot.hash }
            may: [files/save_note]
            rung: within-caps\(budget)

        holds: { wait: \(holdSeconds)s, park: \(holdSeconds)s, per-agent: 5 }

        """
    }

    /// The calls that a run of `report-bot` may make.
    static let loopBudget = 12
    /// The same where a person is to stop it: a minute of the loop.
    static let runawayBudget = 400

    /// Where a person looks on the others go on as long as that person likes.
    private var budget: String {
        isLive ? "\n    budget: { calls: 100000, writes: 10000, time: 12h }" : ""
    }

    private func command(_ server: String) -> String {
        let words = [program, "demo-server", server, "--state", folder.state(of: server)]
        return "[\(words.map(quoted).joined(separator: ", "))]"
    }

    /// A word as YAML in single quotes, in which only the quote itself is written twice.
    private func quoted(_ word: String) -> String {
        "'\(word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
    }
}
