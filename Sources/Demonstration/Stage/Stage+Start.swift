import Glibc
import JSON
import MCP
import SafeText
import Transport

extension Stage {
    /// A command of ours takes a fraction of this, a debug build on a busy machine included.
    private static let commandSeconds = 30.0
    /// Entries that the feed may begin with: more than there are when it starts.
    private static let firstEntries = "1000"

    /// Starts the supervisor, waits until it can be reached, and follows its feed.
    func startSupervisor() throws {
        supervisor = start("supervisor", ["supervise"])
        let socket = folder.run + "/control/control.sock"
        let isThere = try wait(seconds: Self.commandSeconds, every: 0.02) {
            do throws(TransportError) {
                _ = try LineClient(path: socket, supervisors: [geteuid()])
                return true
            } catch {
                return false
            }
        }
        guard isThere else { throw DemonstrationFailure("the supervisor does not listen") }
        feed = start("feed", ["audit", "tail", "--json", "--follow", "-n", Self.firstEntries])
    }

    /// Connects an agent through `pullcord connect`, and opens its conversation with its server.
    func connect(_ name: String, era: Era) throws -> ScriptedAgent {
        let arguments = ["connect", "--agent", name, "--token-file", folder.token(of: name)]
        let agent = ScriptedAgent(name, era: era, child: start(name, arguments))
        agents.append(agent)
        for begin in [agent.open, agent.list] {
            guard let answer = try answer(to: begin(), of: agent, seconds: Self.commandSeconds),
                answer["result"] != nil
            else {
                throw DemonstrationFailure("\(name: name) got no answer from its server")
            }
        }
        return agent
    }

    private func start(_ name: String, _ arguments: [String]) -> Child {
        let child = Child(name, command(arguments), on: loop, telling: happenings)
        children.append(child)
        return child
    }

    private func command(_ arguments: [String]) -> ServerCommand {
        ServerCommand(
            arguments: [program] + arguments,
            environment: [
                "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": folder.path,
                "PULLCORD_POLICY": folder.policy, "PULLCORD_DATA": folder.data,
                "PULLCORD_RUN": folder.run,
            ])
    }

    /// Runs one command of the product to its end; its output, line by line. Throws where it fails.
    @discardableResult
    func run(_ arguments: [String]) throws -> [SafeText] {
        outcome = nil
        let (command, happenings, loop) = (command(arguments), happenings, loop)
        loop.execute {
            do throws(TransportError) {
                try CommandRun.start(
                    command, nanoseconds: UInt64(Self.commandSeconds) * 1_000_000_000, on: loop
                ) { happenings.post(.ran($0)) }
            } catch {
                happenings.post(.notRun(error))
            }
        }
        try wait(seconds: Self.commandSeconds + 5) { outcome != nil }
        guard let outcome else {
            throw DemonstrationFailure("a command of the demonstration does not end")
        }
        let lines = outcome.output.split(separator: UInt8(ascii: "\n")).map {
            SafeText(untrustedBytes: Array($0))
        }
        guard outcome.exit == .status(0) else {
            let words = SafeText(untrusted: arguments.prefix(2).joined(separator: " "))
            throw DemonstrationFailure("pullcord \(words) failed: \(lines.joined(by: "; "))")
        }
        return lines
    }
}
