import Glibc
import SafeText

/// Small files read and written whole, with the checks that secrets ask for.
enum PlainFile {
    /// Reads a file of at most `limit` bytes.
    static func read(_ path: String, limit: Int) throws(CommandFailure) -> [UInt8] {
        let descriptor = try opened(path)
        defer { close(descriptor) }
        return try contents(of: descriptor, path, limit: limit)
    }

    /// Reads a secret: a regular file of this user that nobody else may read or write.
    static func secret(_ path: String, limit: Int) throws(CommandFailure) -> [UInt8] {
        let descriptor = try opened(path)
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("look at", path) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 == 0 else {
            throw CommandFailure(
                .notPermitted,
                """
                \(untrusted: path) can be read by others, so it is no secret; \
                take the permission away with chmod 600, and make a new token
                """)
        }
        guard status.st_uid == geteuid() else {
            throw CommandFailure(
                .notPermitted, "\(untrusted: path) belongs to another user; it must be your own")
        }
        return try contents(of: descriptor, path, limit: limit)
    }

    /// Whether something lies at this path.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Whether this user may read and enter what lies at this path.
    static func isReadable(_ path: String) -> Bool { access(path, R_OK | X_OK) == 0 }

    /// Removes a file; one that is not there is removed already.
    static func remove(_ path: String) throws(CommandFailure) {
        guard unlink(path) == 0 || errno == ENOENT else { throw failure("remove", path) }
    }

    /// Writes a file whole or not at all: beside it, synced, then put in its place.
    static func write(
        _ bytes: [UInt8], to path: String, mode: mode_t, owner: uid_t? = nil
    ) throws(CommandFailure) {
        let temporary = try writeBeside(path, bytes, mode: mode, owner: owner)
        guard rename(temporary, path) == 0 else {
            let reason = errno
            unlink(temporary)
            throw failure("write", path, reason)
        }
    }

    /// The same for a file that is not there yet: one that is there stays as it is.
    static func create(
        _ bytes: [UInt8], at path: String, mode: mode_t
    ) throws(CommandFailure) {
        let temporary = try writeBeside(path, bytes, mode: mode, owner: nil)
        let isMade = link(temporary, path) == 0
        let reason = errno
        unlink(temporary)
        guard isMade else { throw failure("make", path, reason) }
    }

    /// The path of a file that holds the bytes, synced, in the same directory.
    private static func writeBeside(
        _ path: String, _ bytes: [UInt8], mode: mode_t, owner: uid_t?
    ) throws(CommandFailure) -> String {
        removeLeftovers(beside: path)
        let temporary = "\(path).new-\(getpid())"
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let descriptor = open(temporary, flags, mode)
        guard descriptor >= 0 else { throw failure("write", path) }
        let isWritten =
            fchmod(descriptor, mode) == 0
            && (owner.map { fchown(descriptor, $0, SystemUser.group(of: $0) ?? gid_t($0)) == 0 }
                ?? true)
            && writeAll(bytes, to: descriptor) && fsync(descriptor) == 0
        let number = errno
        close(descriptor)
        guard isWritten else {
            unlink(temporary)
            throw failure("write", path, number)
        }
        return temporary
    }

    /// Removes what a command left here that was killed before it was done: whoever made it is gone.
    /// One that cannot be removed hinders nothing, and stays.
    private static func removeLeftovers(beside path: String) {
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { String(path[...$0]) } ?? "./"
        let beginning =
            Array(path.utf8.dropFirst(slash == nil ? 0 : folder.utf8.count))
            + Array(".new-".utf8)
        guard let directory = opendir(folder) else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            guard name.starts(with: beginning),
                let maker = pid_t(String(decoding: name[beginning.count...], as: UTF8.self)),
                maker > 0, kill(maker, 0) != 0, errno == ESRCH
            else { continue }
            unlinkat(dirfd(directory), &entry.pointee.d_name.0, 0)
        }
    }

    /// Makes a directory for this user alone, and what is above it, where it is not there yet.
    static func makeDirectory(_ path: String, owner: uid_t? = nil) throws(CommandFailure) {
        var status = stat()
        if stat(path, &status) == 0 { return }
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            try makeDirectory(String(path[..<slash]), owner: owner)
        }
        guard mkdir(path, 0o700) == 0 else {
            if errno == EEXIST { return }
            throw failure("make", path)
        }
        guard let owner else { return }
        guard lchown(path, owner, SystemUser.group(of: owner) ?? gid_t(owner)) == 0 else {
            throw failure("give away", path)
        }
    }

    private static func opened(_ path: String) throws(CommandFailure) -> Int32 {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure("read", path) }
        return descriptor
    }

    private static func contents(
        of descriptor: Int32, _ path: String, limit: Int
    ) throws(CommandFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("read", path) }
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= limit else {
                throw CommandFailure(
                    .usage, "\(untrusted: path) has more than \(limit) bytes; it is another file")
            }
        }
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func failure(
        _ what: StaticString, _ path: String, _ number: Int32 = errno
    ) -> CommandFailure {
        CommandFailure(
            number == EACCES || number == EPERM ? .notPermitted : .usage,
            "cannot \(what) \(untrusted: path): \(SystemError.words(number))")
    }
}
