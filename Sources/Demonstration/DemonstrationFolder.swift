import Glibc
import SafeText

/// The directory of one demonstration: policy, trail, sockets, tokens and the servers' states.
struct DemonstrationFolder {
    let path: String

    var policy: String { path + "/policy.yaml" }
    var data: String { path + "/data" }
    var run: String { path + "/run" }
    /// Where the console's own log goes, so that it is removed with the rest.
    var state: String { path + "/state" }
    var consoleLog: String { state + "/pullcord/console.log" }
    /// What a console needs to find this supervisor and nobody else's.
    var consoleEnvironment: [String: String] {
        [
            "PULLCORD_POLICY": policy, "PULLCORD_DATA": data, "PULLCORD_RUN": run,
            "XDG_STATE_HOME": state,
        ]
    }
    func token(of agent: String) -> String { "\(path)/tokens/\(agent).token" }
    func state(of server: String) -> String { "\(path)/\(server).json" }

    /// How its name begins.
    static let prefix = "pullcord-demo-"

    /// Room that the longest socket below needs (`/run/control/control.sock`), out of the 107 bytes
    /// that unix(7) leaves a path.
    private static let longest = 80

    /// Makes a directory for this user alone, below `TMPDIR` or `/tmp`.
    init() throws(DemonstrationFailure) {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        let pattern = "\(base)/\(Self.prefix)XXXXXX"
        guard pattern.utf8.first == UInt8(ascii: "/"), pattern.utf8.count <= Self.longest else {
            throw DemonstrationFailure(
                """
                \(untrusted: base) is no whole path or too long for the sockets below it; set \
                TMPDIR to a short one
                """)
        }
        var bytes = Array(pattern.utf8CString)
        guard mkdtemp(&bytes) != nil else {
            let why = String(cString: strerror(errno))
            throw DemonstrationFailure(
                "cannot make a directory in \(untrusted: base): \(SafeText(untrusted: why))")
        }
        path = String(
            decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Writes the policy.
    func write(policy text: String) throws(DemonstrationFailure) {
        let file = open(policy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        let bytes = Array(text.utf8)
        guard file >= 0, Glibc.write(file, bytes, bytes.count) == bytes.count else {
            let why = String(cString: strerror(errno))
            throw DemonstrationFailure(
                "cannot write \(untrusted: policy): \(SafeText(untrusted: why))")
        }
        close(file)
    }

    /// Removes the directory with all that is in it; follows no link.
    func remove() throws(DemonstrationFailure) {
        guard Self.remove(path) else {
            let why = String(cString: strerror(errno))
            throw DemonstrationFailure(
                "cannot remove \(untrusted: path): \(SafeText(untrusted: why)); remove it yourself")
        }
    }

    /// Removes what lies at a path, what is in it first; whether nothing is left of it.
    static func remove(_ path: String) -> Bool {
        var about = stat()
        guard lstat(path, &about) == 0 else { return errno == ENOENT }
        guard about.st_mode & S_IFMT == S_IFDIR else { return unlink(path) == 0 }
        guard let directory = opendir(path) else { return false }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        closedir(directory)
        let isEmpty = names.allSatisfy { remove("\(path)/\($0)") }
        return isEmpty && rmdir(path) == 0
    }
}
