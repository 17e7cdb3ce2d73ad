import ArgumentParser
import Control
import Governance
import SafeText
import Transport

/// `pullcord connect`
struct Connect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connect", abstract: "Be the MCP server that an agent starts (stdio).",
        discussion: """
            Put it into the agent's MCP configuration in place of the server's own command. It \
            checks whose the supervisor is, proves the agent, and hands its input and output over. \
            What goes wrong is said on standard error; standard output carries MCP alone.

            The agent proves itself by its token file, or by its user where the policy says so. \
            The token file is --token-file, PULLCORD_TOKEN_FILE, or the place where \
            `pullcord agent add` puts it.

            EXAMPLE
              pullcord connect --agent billing-bot
              pullcord connect --agent billing-bot --server pay
            """)

    @Option(help: ArgumentHelp("The agent's name in the policy.", valueName: "name"))
    var agent: String

    @Option(
        help: ArgumentHelp(
            "The server to reach; needed where the agent may use more than one.",
            valueName: "name"))
    var server: String?

    @Option(help: ArgumentHelp("The file that holds the agent's token.", valueName: "file"))
    var tokenFile: String?

    @Option(
        help: ArgumentHelp(
            "A word of the launcher's own: connections with the same one share a run.",
            valueName: "word"))
    var runToken: String?

    @OptionGroup(title: "Place") var place: SupervisorPlace

    func run() throws {
        let socket = try place.directories().agentSocket
        try SupervisorSocket.checkLength(of: socket)
        let supervisor: UInt32
        if let name = place.supervisorUser {
            supervisor = try SystemUser.identifier(of: name)
        } else {
            supervisor = try SupervisorSocket.owner(ofDirectoryOf: socket)
        }
        let greeting = AgentGreeting(
            agent: try Subjects.agent(agent).text, server: server, token: try token(),
            run: runToken)
        let handover = AgentHandover(
            path: socket, supervisors: [supervisor], greeting: greeting.bytes)
        if Person.isThere {
            Screen.complain([
                """
                this speaks MCP on standard input and output: it belongs into an agent's \
                configuration; ^C ends it
                """
            ])
        }
        let ending: AgentHandover.Ending
        do throws(TransportError) {
            ending = try handover.run()
        } catch {
            throw Self.failure(error)
        }
        guard case .refused(let words) = ending else { return }
        throw CommandFailure(
            .refused, "the supervisor refused: \(SafeText(untrustedBytes: words))")
    }

    /// The agent's token; nil where there is no file for one and none was named, since its user
    /// may be its proof.
    private func token() throws -> String? {
        let path: String
        if let named = tokenFile ?? Environment.variable("PULLCORD_TOKEN_FILE") {
            path = named
        } else {
            path = try TokenPlace.usual(of: agent, environment: Environment.variable)
            guard PlainFile.exists(path) else { return nil }
        }
        let bytes = try PlainFile.secret(path, limit: AgentToken.fileBytes)
        guard let token = AgentToken.token(inFile: bytes) else {
            throw CommandFailure(
                .usage,
                "\(untrusted: path) holds no token; make one with `pullcord agent add`")
        }
        return token
    }

    private static func failure(_ error: TransportError) -> CommandFailure {
        let status: CommandStatus =
            switch error.code {
            case .unreachable, .closed, .timedOut: .unreachable
            case .untrustedPeer, .unsafeDirectory: .notPermitted
            case .pathTooLong: .usage
            default: .refused
            }
        return CommandFailure(status, SafeText(untrusted: error.description))
    }
}
