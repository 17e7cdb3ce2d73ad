import CLinux
import Glibc

/// The rules for where a Unix socket may lie.
package enum SocketPath {
    /// Longest path of a Unix socket in bytes (`sun_path` is 108 with its NUL).
    package static let longest = 107

    /// Throws `.pathTooLong`, with what to do, where the kernel would not take the path.
    package static func check(_ path: String) throws(TransportError) {
        guard path.utf8.count > longest else { return }
        throw TransportError(
            .pathTooLong,
            "the socket path \(path) is \(path.utf8.count) bytes long; the system takes "
                + "\(longest): choose a shorter runtime directory")
    }

    /// Throws `.unsafeDirectory` unless the directory that holds `path` is ours and has no mode bits
    /// beyond `mode`: whoever may write there could put a socket of their own in our place.
    static func checkDirectory(of path: String, mode: UInt32) throws(TransportError) {
        let directory = parent(of: path)
        let file = Descriptor(
            try succeed(
                pc_open(directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0), .unsafeDirectory,
                "cannot open the directory \(directory)"))
        var about = stat()
        guard fstat(file.number, &about) == 0 else {
            throw TransportError(.unsafeDirectory, "cannot look at \(directory)", number: errno)
        }
        guard about.st_uid == geteuid() else {
            throw TransportError(
                .unsafeDirectory, "\(directory) belongs to user \(about.st_uid), not to us")
        }
        let excess = about.st_mode & 0o777 & ~mode
        guard excess == 0 else {
            throw TransportError(
                .unsafeDirectory,
                "\(directory) has mode \(octal(about.st_mode & 0o777)); "
                    + "at most \(octal(mode)) is safe: run chmod \(octal(mode)) on it")
        }
    }

    /// Removes a socket that nobody listens on any more. Throws `.inUse` where somebody does, and
    /// `.notASocket` where something else lies there, which is left alone.
    static func clear(_ path: String) throws(TransportError) {
        var about = stat()
        guard lstat(path, &about) == 0 else { return }
        guard about.st_mode & S_IFMT == S_IFSOCK else {
            throw TransportError(.notASocket, "\(path) is in the way and is no socket: remove it")
        }
        let connected = pc_unix_connect(path)
        guard connected < 0 else {
            close(connected)
            throw TransportError(.inUse, "\(path) is in use: another supervisor is running")
        }
        guard connected == -ECONNREFUSED else {
            throw TransportError(
                .inUse, "cannot tell whether \(path) is in use", number: -connected)
        }
        guard unlink(path) == 0 else {
            throw TransportError(.system, "cannot remove the old socket \(path)", number: errno)
        }
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func octal(_ mode: UInt32) -> String {
        "0" + String(mode, radix: 8)
    }
}
