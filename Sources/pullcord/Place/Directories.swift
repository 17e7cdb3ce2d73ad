import SafeText

/// Where a supervisor of this host keeps its things (XDG base directories, each overridable).
struct Directories: Equatable {
    /// The policy file.
    let policy: String
    /// The trail, the latch, the keys and the lock.
    let data: String
    /// The sockets and the kill directory.
    let run: String

    /// What the command line says; it wins over the environment.
    struct Overrides {
        var policy: String?
        var data: String?
        var run: String?
    }

    var agentSocket: String { run + "/agent/agent.sock" }
    var controlSocket: String { run + "/control/control.sock" }
    var killDirectory: String { run + "/kill" }
    var trail: String { data + "/trail" }
    /// The last signed head, kept beside the trail so that an older copy of the trail is known.
    var head: String { data + "/head" }
    var keys: String { data + "/keys" }

    /// Decides each place: an option, then `PULLCORD_…`, then XDG, then the home directory. A
    /// relative XDG value counts as not set, as its specification asks; a relative path of ours is
    /// taken from the working directory.
    init(
        _ overrides: Overrides, workingDirectory: String,
        environment: (String) -> String?
    ) throws(CommandFailure) {
        func absolute(_ path: String) -> String {
            path.utf8.first == UInt8(ascii: "/") ? path : workingDirectory + "/" + path
        }
        func xdg(_ name: String) -> String? {
            guard let path = environment(name), path.utf8.first == UInt8(ascii: "/") else {
                return nil
            }
            return path
        }
        func chosen(_ option: String?, _ variable: String) -> String? {
            (option ?? environment(variable)).flatMap { $0.isEmpty ? nil : absolute($0) }
        }
        func home(_ rest: String, _ what: SafeText) throws(CommandFailure) -> String {
            guard let home = xdg("HOME") else {
                throw CommandFailure(
                    .usage, "no place for \(what): HOME is not set; name it with an option")
            }
            return home + rest
        }
        func plain(_ path: String) -> String {
            var path = path
            while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
            return path
        }
        if let path = chosen(overrides.policy, "PULLCORD_POLICY") {
            policy = plain(path)
        } else if let config = xdg("XDG_CONFIG_HOME") {
            policy = plain(config) + "/pullcord/policy.yaml"
        } else {
            policy = try home("/.config/pullcord/policy.yaml", "the policy (--policy)")
        }
        if let path = chosen(overrides.data, "PULLCORD_DATA") {
            data = plain(path)
        } else if let share = xdg("XDG_DATA_HOME") {
            data = plain(share) + "/pullcord"
        } else {
            data = try home("/.local/share/pullcord", "the data (--data)")
        }
        if let path = chosen(overrides.run, "PULLCORD_RUN") {
            run = plain(path)
        } else if let runtime = xdg("XDG_RUNTIME_DIR") {
            run = plain(runtime) + "/pullcord"
        } else {
            run = data + "/run"
        }
    }
}
