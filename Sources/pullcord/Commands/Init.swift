import ArgumentParser
import Console
import Governance
import PolicyFile
import SafeText
import Supervision
import Transport

/// `pullcord init`
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Draft a first policy for one server.",
        discussion: """
            It starts the server's command once, reads the list of its tools, ends it, and prints a \
            policy on the careful side: every tool waits for a person until you give it a tier, and \
            one that calls itself destructive is granted to nobody. What to do next is said on \
            standard error.

            The command is started as the supervisor will start it: without a shell, with PATH and \
            nothing else in its environment, and not in this directory.

            EXAMPLE
              pullcord init git -- mcp-server-git --repository /srv/repo
              pullcord init pay --agent billing-bot --write -- pay-mcp --test
            """)

    @Argument(help: "A name for the server in the policy.")
    var server: String

    @Argument(
        parsing: .postTerminator, help: "After `--`: the server's program and its words.")
    var command: [String] = []

    @Option(help: ArgumentHelp("A name for the agent in the policy.", valueName: "name"))
    var agent = "agent"

    @Option(
        help: ArgumentHelp(
            "The user who becomes the first operator; without it, you.", valueName: "user"))
    var `operator`: String?

    @Option(
        help: ArgumentHelp("How long the server may take to list its tools.", valueName: "seconds"))
    var timeout = 60

    @Flag(help: "Write the draft where the policy belongs, unless there is one already.")
    var write = false

    @OptionGroup(title: "Place") var place: PlaceOptions

    func run() throws {
        let directories = try place.directories()
        guard let program = command.first else {
            throw CommandFailure(
                .usage, "the server's command is missing; give it after `--`, as in the example")
        }
        guard (1...3600).contains(timeout) else {
            throw CommandFailure(.usage, "--timeout is not from 1 to 3600 seconds")
        }
        if write { try Self.checkFree(directories.policy) }
        let words = [Self.whole(program)] + command.dropFirst()
        // Names are checked before anything is started.
        _ = try draft(words, [])
        let answer = try Self.ask(words, in: directories, seconds: timeout)
        let text = try draft(words, answer.tools)
        try Self.check(text)
        try write ? save(text, directories.policy) : Self.show(text)
        Screen.complain(next(answer, directories.policy))
    }

    private func draft(
        _ words: [String], _ tools: [PolicyDraft.Tool]
    ) throws(CommandFailure) -> String {
        let user = if let `operator` { `operator` } else { try SystemUser.own }
        do throws(PolicyDraftFault) {
            return try PolicyDraft(
                host: Environment.hostName, user: user, agent: agent,
                proof: .token(file: "keys/\(agent).hash"), server: server, command: words,
                tools: tools
            ).text
        } catch {
            throw CommandFailure(.usage, SafeText(untrusted: error.description))
        }
    }

    /// A program beside the person is meant where it lies now; one without a slash is on the PATH.
    private static func whole(_ program: String) -> String {
        guard program.utf8.contains(UInt8(ascii: "/")), program.utf8.first != UInt8(ascii: "/")
        else { return program }
        return Environment.workingDirectory + "/" + program
    }

    /// Starts the server as the supervisor does; the data directory may not be there yet.
    private static func ask(
        _ words: [String], in directories: Directories, seconds: Int
    ) throws(CommandFailure) -> ServerProbe.Answer {
        var environment: [String: String] = [:]
        environment["PATH"] = Environment.variable("PATH")
        let command = ServerCommand(
            arguments: words, environment: environment,
            directory: PlainFile.isReadable(directories.data) ? directories.data : "/")
        do throws(ServerProbeFailure) {
            return try ServerProbe.ask(command, seconds: seconds)
        } catch {
            var lines: [SafeText] = [
                "the server gave no list of tools: \(SafeText(untrusted: error.message))"
            ]
            if !error.complaints.isEmpty {
                lines.append("the last that it wrote to its standard error:")
                lines += error.complaints.map { "  " + SafeText(untrusted: $0) }
            }
            lines.append(
                "try its command by itself, without its environment and in another directory")
            throw CommandFailure(.refused, lines: lines)
        }
    }

    /// What is drafted must be what `policy check` accepts, whatever was on the command line.
    private static func check(_ text: String) throws(CommandFailure) {
        let bytes = Array(text.utf8)
        switch PolicyFile.read(
            bytes: bytes, fileName: "the draft", digest: PlainDigest.of(bytes))
        {
        case .success: return
        case .failure(let faults):
            throw CommandFailure(
                .usage,
                lines: faults.description.split(separator: "\n").map {
                    SafeText(untrusted: String($0))
                })
        }
    }

    private static func checkFree(_ path: String) throws(CommandFailure) {
        guard PlainFile.exists(path) else { return }
        throw CommandFailure(
            .refused,
            "\(untrusted: path) is there already and stays as it is; leave out --write, or move it")
    }

    private func save(_ text: String, _ path: String) throws {
        try PlainFile.makeDirectory(AgentFiles.folder(of: path))
        try PlainFile.create(Array(text.utf8), at: path, mode: 0o600)
        try Screen.show("written to \(untrusted: path)")
    }

    private static func show(_ text: String) throws {
        let lines = text.split(separator: "\n").map { SafeText(untrusted: String($0)) }
        guard lines.allSatisfy({ $0.escapes == 0 }) else {
            throw CommandFailure(
                .usage,
                "the command holds characters that cannot be printed as they are; use --write")
        }
        try Screen.show(lines)
    }

    private func next(_ answer: ServerProbe.Answer, _ path: String) -> [SafeText] {
        let place: SafeText =
            write ? "\(untrusted: path)" : "the draft, and save it as \(untrusted: path)"
        var lines: [SafeText] = [
            """
            \(name: server) speaks MCP \(name: answer.revision) and lists \
            \(Words.count(answer.tools.count, "tool", "tools"))
            """
        ]
        if answer.leftOut > 0 {
            lines.append("\(answer.leftOut) more could not be read and are left out")
        }
        return lines + [
            "next:",
            "  1. edit \(place):",
            "     give each tool a tier, deny what nobody needs, remove the rest; add tests",
            "  2. pullcord policy check",
            "  3. pullcord agent add \(name: agent)",
            "  4. pullcord supervise",
            "  5. have the agent start `pullcord connect --agent \(name: agent)` instead of the server",
        ]
    }
}
