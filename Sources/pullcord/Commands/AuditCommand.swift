import ArgumentParser

/// `pullcord audit …`
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Read the trail, and check that it is whole.",
        subcommands: [AuditVerify.self, AuditTail.self, AuditShow.self])
}
