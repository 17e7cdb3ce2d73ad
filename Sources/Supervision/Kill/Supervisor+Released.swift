import Governance
import Transport

extension Supervisor {
    /// How many agents one sentence names; `pullcord status` lists all.
    private static let namedAgents = 5

    /// The directories in which any file engages the kill switch: the supervisor's own, and the one
    /// that the policy names.
    var killDirectories: [String] {
        [configuration.killDirectory] + (listeners.policyKillPath.map { [$0] } ?? [])
    }

    /// What goes on stopping calls, one sentence each with what takes it back. Who released a kill
    /// believes that things run again.
    var standing: [String] {
        let kills = governor.switches.kills.map { kill in
            "the kill of \(kill.scope.words) by \(kill.by.words) stays: \(kill.reason)"
        }
        let freeze = governor.switches.freeze.map { freeze in
            """
            writes stay frozen by \(freeze.by.words) until pullcord freeze --off: \
            \(freeze.reason)
            """
        }
        return kills + killFiles + (freeze.map { [$0] } ?? []) + pauses
    }

    /// The scopes that can be released, for who named another.
    var engagedScopes: String {
        let scopes = governor.switches.kills.map(\.scope.words)
        return scopes.isEmpty
            ? "no kill is engaged" : "engaged is a kill of \(scopes.joined(separator: ", and of "))"
    }

    private var pauses: [String] {
        let agents = governor.switches.pauses.keys.sorted()
        guard let first = agents.first else { return [] }
        guard agents.count > 1 else {
            return ["agent \(first) stays paused until pullcord resume \(first)"]
        }
        let named = agents.prefix(Supervisor.namedAgents).map(\.text).joined(separator: ", ")
        let more = agents.count - Supervisor.namedAgents
        return [
            """
            \(agents.count) agents stay paused until pullcord resume of each: \
            \(named)\(more > 0 ? " and \(more) more" : "")
            """
        ]
    }

    /// A file that is still there engages the switch anew as soon as anything changes beside it, and
    /// at the next start.
    private var killFiles: [String] {
        let watched = [
            (listeners.kill, configuration.killDirectory),
            (listeners.policyKill, listeners.policyKillPath ?? ""),
        ]
        return watched.compactMap { directory, path in
            guard let directory else { return nil }
            do throws(TransportError) {
                guard let name = try directory.list().first else { return nil }
                return """
                    the file \(path)/\(String(decoding: name, as: UTF8.self)) is still there and will \
                    kill everything again: remove it
                    """
            } catch {
                return "whether a file still stands in \(path) is not known: \(error.description)"
            }
        }
    }
}
