import Glibc

/// A key of the installation in a file of its own: 32 random bytes, mode 0600.
enum SecretKey {
    static let byteCount = 32

    /// Reads the key, or makes it where there is none.
    static func load(_ path: String) throws(StartFailure) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else {
            guard errno == ENOENT else { throw failure(path, String(cString: strerror(errno))) }
            return try make(path)
        }
        defer { close(file) }
        var about = stat()
        guard fstat(file, &about) == 0, about.st_uid == geteuid(), about.st_mode & 0o077 == 0
        else { throw failure(path, "others own it or may read it; run chmod 600 on it") }
        var bytes = [UInt8](repeating: 0, count: byteCount + 1)
        guard read(file, &bytes, bytes.count) == byteCount else {
            throw failure(path, "it does not hold 32 bytes")
        }
        return Array(bytes.prefix(byteCount))
    }

    private static func make(_ path: String) throws(StartFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: byteCount)
        guard getentropy(&bytes, byteCount) == 0 else {
            throw failure(path, "the system gives no random bytes")
        }
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw failure(path, String(cString: strerror(errno))) }
        defer { close(file) }
        guard write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            unlink(path)
            throw failure(path, String(cString: strerror(errno)))
        }
        return bytes
    }

    private static func failure(_ path: String, _ reason: String) -> StartFailure {
        StartFailure("cannot use the key file \(path): \(reason)", next: "repair or remove it")
    }
}
