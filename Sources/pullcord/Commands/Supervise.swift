import ArgumentParser
import Glibc
import SafeText
import Supervision

/// `pullcord supervise`
struct Supervise: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "supervise", abstract: "Run the supervisor until it is told to stop.",
        discussion: """
            It runs in the foreground and logs to standard error. SIGTERM and SIGINT end it, SIGHUP \
            reads the policy again, SIGUSR1 engages the kill switch. Agents reach it with \
            `pullcord connect`, operators with the other commands.

            EXAMPLE
              pullcord supervise
              pullcord supervise --policy ./policy.yaml --data ./data --run ./run
            """)

    @OptionGroup(title: "Place") var place: PlaceOptions

    func run() throws {
        let directories = try place.directories()
        for socket in [directories.agentSocket, directories.controlSocket] {
            try SupervisorSocket.checkLength(of: socket)
        }
        let configuration = SupervisorConfiguration(
            policy: directories.policy, data: directories.data, run: directories.run,
            version: Pullcord.version, host: Environment.hostName)
        do {
            try SupervisorLife.run(configuration) {
                SupervisorLog().ready()
            }
        } catch let failure as StartFailure {
            throw CommandFailure(
                .refused,
                lines: (failure.faults + [failure.description]).map(SafeText.init(untrusted:)))
        }
    }
}
