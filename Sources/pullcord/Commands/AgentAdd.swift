import ArgumentParser
import Control
import Glibc
import SafeText
import Supervision
import Transport

/// `pullcord agent add`
struct AgentAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Make the token by which an agent proves itself.",
        discussion: """
            The token goes into a file that only the agent's user may read; its hash goes where \
            the policy's proof points. An agent that has a token gets a new one, and the old one \
            stops working. Run it as the supervisor's user; to write the token for another user, \
            as root with --owner and --token-file, in a folder that this user cannot change. The \
            hash is then given to the owner of the supervisor's data.

            EXAMPLE
              pullcord agent add billing-bot
              pullcord agent add billing-bot --owner svc-billing --token-file /run/billing.token
            """)

    @Argument(help: "The agent's name in the policy.")
    var name: String

    @Option(help: ArgumentHelp("Where the token is written.", valueName: "file"))
    var tokenFile: String?

    @Option(help: ArgumentHelp("The user the token file is given to.", valueName: "user"))
    var owner: String?

    @OptionGroup(title: "Place") var place: PlaceOptions

    func run() throws {
        let directories = try place.directories()
        let files = try AgentFiles(name, policy: directories.policy)
        let user = try owner.map { try SystemUser.identifier(of: $0) }
        let path: String
        if let tokenFile {
            path = tokenFile
        } else if let owner, user != geteuid() {
            throw CommandFailure(
                .usage, "name the place of the token of \(name: owner) with --token-file")
        } else {
            path = try TokenPlace.usual(of: name, environment: Environment.variable)
        }
        let random = try SystemRandom.bytes(AgentToken.randomBytes)
        guard let token = AgentToken.text(random: random) else {
            preconditionFailure("as many bytes as a token has")
        }
        try PlainFile.makeDirectory(AgentFiles.folder(of: path))
        let keeper = geteuid() == 0 ? SystemUser.owner(of: directories.data) : nil
        try PlainFile.makeDirectory(AgentFiles.folder(of: files.hash), owner: keeper)
        try PlainFile.write(Array("\(token)\n".utf8), to: path, mode: 0o600, owner: user)
        try PlainFile.write(
            Array(TokenFile.line(for: token).utf8), to: files.hash, mode: 0o600, owner: keeper)
        try Screen.show([
            "token of \(name: name) written to \(untrusted: path), readable by its owner alone",
            """
            its hash written to \(untrusted: files.hash), \
            for a supervisor of \(SystemUser.described(keeper ?? geteuid()))
            """,
        ])
        try Screen.tell(try ProofChange.tell(directories, of: files.agent))
    }
}
