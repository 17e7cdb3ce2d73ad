import ArgumentParser
import Glibc
import SafeText
import Transport

/// The command line: its commands, and the one place where a failure becomes a line and a status.
@main
struct Pullcord: ParsableCommand {
    /// What this program calls itself on the wire and in `--version`.
    static let program = "pullcord \(version)"
    /// The version of this program.
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "pullcord",
        abstract: "Supervise AI agents that act through the Model Context Protocol.",
        discussion: """
            A supervisor stands between agents and their MCP servers. It runs what the policy \
            allows, holds what a person must see, denies the rest, and records all of it.

            EXAMPLE
              pullcord supervise            start the supervisor
              pullcord holds                see what waits for you
              pullcord approve A7Q          read a card and approve it
              pullcord kill                 stop everything, now

            \(CommandStatus.explanation)
            """,
        version: program,
        subcommands: Commands.hidden,
        groupedSubcommands: [
            CommandGroup(name: "Answering", subcommands: Commands.answering),
            CommandGroup(name: "Stopping", subcommands: Commands.stopping),
            CommandGroup(name: "Looking", subcommands: Commands.looking),
            CommandGroup(name: "Setting up", subcommands: Commands.settingUp),
        ])

    static func main() {
        Glibc.exit(run(try CommandWords.own()).rawValue)
    }

    /// Runs one command line; prints its failure, and gives the status of the process.
    static func run(_ words: @autoclosure () throws -> [String]) -> CommandStatus {
        do {
            let words = try words()
            if let failure = UnknownCommand.failure(in: words) { throw failure }
            var command = try parseAsRoot(words)
            try command.run()
            return .done
        } catch let failure as CommandFailure {
            Screen.complain(failure.lines)
            return failure.status
        } catch let error as SafeOutputError {
            // A reader that left has seen what it wanted; any other failure is told where it can be.
            Screen.complain([SafeText(untrusted: error.description)])
            return .refused
        } catch let error as TransportError {
            Screen.complain([SafeText(untrusted: error.description)])
            return .refused
        } catch {
            return explain(error)
        }
    }

    /// Help, version, and what is wrong with the command line, in the parser's own words. They
    /// quote what was typed, so they are untrusted.
    private static func explain(_ error: any Error) -> CommandStatus {
        let lines = fullMessage(for: error).split(
            separator: "\n", omittingEmptySubsequences: false
        ).map { SafeText(untrusted: String($0)) }
        guard exitCode(for: error).isSuccess else {
            Screen.complain(lines)
            return .usage
        }
        do throws(SafeOutputError) {
            try Screen.tell(lines)
            return .done
        } catch {
            return .refused
        }
    }
}
