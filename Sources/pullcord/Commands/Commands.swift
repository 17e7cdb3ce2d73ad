import ArgumentParser

/// Which commands there are, in the order of the help text.
enum Commands {
    static let answering: [any ParsableCommand.Type] = [
        Holds.self, Approve.self, Deny.self, Recall.self, Extend.self, Grant.self,
    ]
    static let stopping: [any ParsableCommand.Type] = [
        Pause.self, Resume.self, Freeze.self, Kill.self, Release.self,
    ]
    static let looking: [any ParsableCommand.Type] = [
        ConsoleRun.self, Status.self, Runs.self, RunCommand.self, Tools.self, AuditCommand.self,
    ]
    static let settingUp: [any ParsableCommand.Type] = [
        Demo.self, Init.self, Supervise.self, Connect.self, AgentCommand.self, PolicyCommand.self,
    ]
    /// What other programs start, and no person.
    static let hidden: [any ParsableCommand.Type] = [DemoServer.self, DemoConsole.self]
}
