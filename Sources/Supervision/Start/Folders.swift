import Glibc

/// The folders of a supervisor, made where they are missing.
enum Folders {
    /// Makes a folder and its parents with this mode, and checks that it is ours.
    static func make(_ path: String, mode: mode_t) throws(StartFailure) {
        var prefix = ""
        for part in path.split(separator: "/") {
            prefix += "/" + part
            let wanted: mode_t = prefix == path ? mode : 0o755
            guard mkdir(prefix, wanted) != 0 else {
                // The mask of the process takes from what mkdir is asked for.
                if chmod(prefix, wanted) == 0 { continue }
                throw StartFailure(
                    "cannot set the mode of \(prefix): \(String(cString: strerror(errno)))",
                    next: "name another place")
            }
            guard errno != EEXIST else { continue }
            guard errno != EACCES || access(prefix, F_OK) != 0 else { continue }
            throw StartFailure(
                "cannot make the folder \(prefix): \(String(cString: strerror(errno)))",
                next: "make it, or name another place")
        }
        var about = stat()
        guard stat(path, &about) == 0, about.st_mode & S_IFMT == S_IFDIR else {
            throw StartFailure("\(path) is no folder", next: "name another place")
        }
        guard about.st_uid == geteuid() else {
            throw StartFailure(
                "the folder \(path) belongs to another user (\(about.st_uid))",
                next: "give it to the supervisor's user, or name another place")
        }
        guard about.st_mode & 0o777 & ~mode == 0 || chmod(path, mode) == 0 else {
            throw StartFailure(
                "the folder \(path) may be used by others", next: "run chmod on it")
        }
    }

    /// All folders of a supervisor: its data for itself alone, its sockets where others may reach
    /// but not replace them.
    static func make(for configuration: SupervisorConfiguration) throws(StartFailure) {
        try make(configuration.data, mode: 0o700)
        try make(configuration.trail, mode: 0o700)
        try make(configuration.keys, mode: 0o700)
        try make(configuration.run, mode: 0o711)
        try make(folder(of: configuration.agentSocket), mode: 0o711)
        try make(folder(of: configuration.controlSocket), mode: 0o711)
        try make(configuration.killDirectory, mode: 0o700)
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}
