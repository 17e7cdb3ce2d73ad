import Glibc
import SafeText

/// Users of the system by name or number.
enum SystemUser {
    /// The user id of a name, or of a number as it stands.
    static func identifier(of name: String) throws(CommandFailure) -> uid_t {
        if let number = UInt32(name) { return number }
        errno = 0
        guard let entry = getpwnam(name) else {
            throw CommandFailure(
                .usage, "there is no user \(name: name); name one that exists, or its number")
        }
        return entry.pointee.pw_uid
    }

    /// Whether this machine has a user of that name.
    static func exists(_ name: String) -> Bool { getpwnam(name) != nil }

    /// The name of the user that this process runs as.
    static var own: String {
        get throws(CommandFailure) {
            guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else {
                throw CommandFailure(
                    .usage, "the user id \(geteuid()) has no name; name a user with --operator")
            }
            return String(cString: name)
        }
    }

    /// The group of a user, which a file given to them belongs to as well.
    static func group(of user: uid_t) -> gid_t? {
        getpwuid(user).map { $0.pointee.pw_gid }
    }

    /// The user that something belongs to; nil where nothing is there.
    static func owner(of path: String) -> uid_t? {
        var about = stat()
        return stat(path, &about) == 0 ? about.st_uid : nil
    }

    /// `ana (1000)`, or the number alone where it has no name.
    static func described(_ user: uid_t) -> SafeText {
        guard let entry = getpwuid(user), let name = entry.pointee.pw_name else {
            return "user id \(user)"
        }
        return "\(name: String(cString: name)) (user id \(user))"
    }
}
