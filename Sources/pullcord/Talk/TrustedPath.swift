import Glibc
import SafeText

/// Whose a directory is, where the way to it says so.
///
/// Whoever may write to a directory may put another in the place of what lies in it. So every step
/// must lie where only root, this user, or an owner found on the way can change it. In a sticky
/// directory such as /tmp anybody may make a name first: there it must be root's or this user's.
struct TrustedPath {
    private var trusted: Set<uid_t> = [0, geteuid()]
    private var path = ""
    private var here = stat()
    private var rest: [Substring]
    private var links = 0

    /// As many symbolic links as the kernel follows (path_resolution(7)).
    private static let mostLinks = 40

    /// The owner of a directory that nobody else may write to or put another in the place of.
    static func owner(of directory: String) throws(CommandFailure) -> uid_t {
        var walk = TrustedPath(rest: directory.split(separator: "/").reversed())
        walk.here = try look(at: "/")
        while let part = walk.rest.popLast() { try walk.step(to: part, of: directory) }
        guard walk.here.st_mode & S_IFMT == S_IFDIR, isClosed(walk.here) else {
            throw CommandFailure(
                .notPermitted,
                """
                \(untrusted: directory) can be written by others, so its socket proves nothing; \
                take the permission away, or name the user with --supervisor-user
                """)
        }
        return walk.here.st_uid
    }

    private init(rest: [Substring]) {
        self.rest = rest
    }

    private mutating func step(
        to part: Substring, of directory: String
    ) throws(CommandFailure) {
        if part == "." { return }
        if part == ".." {
            path = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
            here = try Self.look(at: path.isEmpty ? "/" : path)
            return
        }
        let next = "\(path)/\(part)"
        let about = try Self.look(at: next)
        let isClosed = Self.isClosed(here)
        let isSticky = here.st_mode & S_ISVTX != 0
        guard isClosed || (isSticky && trusted.contains(about.st_uid)) else {
            throw CommandFailure(
                .notPermitted,
                """
                anybody could have put \(untrusted: next) there, so \(untrusted: directory) does \
                not say whose the supervisor is; nothing was sent. Name its user with \
                --supervisor-user, or choose another directory with --run or PULLCORD_RUN
                """)
        }
        guard about.st_mode & S_IFMT == S_IFLNK else {
            trusted.insert(about.st_uid)
            path = next
            here = about
            return
        }
        try follow(next)
    }

    private mutating func follow(_ link: String) throws(CommandFailure) {
        links += 1
        var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        guard links <= Self.mostLinks, readlink(link, &target, target.count - 1) > 0 else {
            throw CommandFailure(.unreachable, "cannot follow the link \(untrusted: link)")
        }
        let bytes = target.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
        let text = String(decoding: bytes, as: UTF8.self)
        if bytes.first == UInt8(ascii: "/") {
            path = ""
            here = try Self.look(at: "/")
        }
        rest += text.split(separator: "/").reversed()
    }

    /// Whether only the owner may write to it; the group may where it is this user's own.
    private static func isClosed(_ about: stat) -> Bool {
        let isOurs = about.st_uid == geteuid() && about.st_gid == getegid()
        return about.st_mode & (isOurs ? 0o002 : 0o022) == 0
    }

    private static func look(at path: String) throws(CommandFailure) -> stat {
        var about = stat()
        guard lstat(path, &about) == 0 else { throw refusal(of: path, errno) }
        return about
    }

    /// Why a step of the way cannot be looked at, by the system's number.
    static func refusal(of path: String, _ number: Int32) -> CommandFailure {
        switch number {
        case ENOENT:
            CommandFailure(
                .unreachable,
                """
                no supervisor has run here: there is no \(untrusted: path); \
                start `pullcord supervise`, or name its directory with --run or PULLCORD_RUN
                """)
        case EACCES:
            CommandFailure(
                .notPermitted,
                """
                you may not look at \(untrusted: path); run it as an operator of the policy or as \
                the supervisor's user, or name another directory with --run or PULLCORD_RUN
                """)
        default:
            CommandFailure(
                .unreachable,
                """
                cannot look at \(untrusted: path): \(SystemError.words(number)); \
                name the supervisor's directory with --run or PULLCORD_RUN
                """)
        }
    }
}
