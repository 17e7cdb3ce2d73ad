import SafeText

/// The demonstration for a person in the console.
extension Demonstration {
    /// The same supervisor, servers and agents, for a person in the console; the console's exit status.
    func show(on stage: Stage, theme: String?) throws -> Int32 {
        try stage.say(
            """
            Starting a supervisor, three MCP servers and five agents in \
            \(untrusted: stage.folder.path); then comes the console.
            """)
        try setUp(stage)
        return try stage.playLive(theme: theme)
    }

    /// What happened while a person looked on, and whether the trail of it is whole.
    func conclude(_ status: Int32, _ stage: Stage, isOver: Bool) throws -> Bool {
        try stage.say("By the feed: \(stage.tally.words)")
        try stage.say("By the servers' own books: \(try Books(stage.folder).words)")
        try proveTrail(stage, isOver: isOver)
        if status != 0 { try tellOfConsole(status, stage) }
        return isOver && status == 0
    }

    /// A console that did not end well said why in its log, which goes with the folder.
    private func tellOfConsole(_ status: Int32, _ stage: Stage) throws {
        try stage.say("NOT well: the console ended with \(status); it said last:")
        let log = ConsoleLogTail.lines(of: stage.folder.consoleLog)
        for line in log { try stage.say("  \(line)") }
    }

    func sayGoodbye(_ stage: Stage) throws {
        try stage.say(
            keepsFolder
                ? "Everything it started has ended."
                : "Everything it started has ended, and its directory is removed.")
    }
}
