import Crypto
import Glibc

/// The key that signs the heads of a trail. Lives in a file of its own, 32 bytes, mode 0600, in a
/// folder that neither agents nor servers can read.
package struct TrailKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    package static let byteCount = 32

    package init?(seed: [UInt8]) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            return nil
        }
        self.key = key
    }

    /// Reads the file, or makes it with a new key where it is missing and `createIfAbsent` is set.
    /// Refuses a file that another user owns or may read, a link, and a wrong length.
    package static func load(
        path: String, createIfAbsent: Bool
    ) throws(TrailError) -> (key: TrailKey, wasCreated: Bool) {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else {
            guard errno == ENOENT, createIfAbsent else {
                throw .keyFile(path: path, reason: SystemError.text(errno))
            }
            return (try create(path: path), true)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else {
            throw .keyFile(path: path, reason: SystemError.text(errno))
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .keyFile(path: path, reason: "it is not a plain file")
        }
        guard status.st_uid == geteuid() else {
            throw .keyFile(path: path, reason: "it belongs to another user (\(status.st_uid))")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw .keyFile(path: path, reason: "others may read it; run chmod 600 on it")
        }
        // One byte more than wanted, so that a longer file is seen.
        var seed = [UInt8](repeating: 0, count: byteCount + 1)
        let count = read(file, &seed, seed.count)
        guard count == byteCount, let key = TrailKey(seed: Array(seed.prefix(byteCount))) else {
            throw .keyFile(path: path, reason: "it does not hold 32 bytes")
        }
        return (key, false)
    }

    /// The public half under the log's name.
    package func verifier(origin: String) -> NoteVerifier {
        NoteVerifier(name: origin, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// The checkpoint as a signed note.
    package func sign(_ checkpoint: Checkpoint) throws(TrailError) -> [UInt8] {
        try signer(origin: checkpoint.origin).sign(checkpoint)
    }

    /// Signs for one log without working out its key's identifier each time.
    func signer(origin: String) -> HeadSigner {
        HeadSigner(key: key, identifier: verifier(origin: origin).identifier)
    }

    private static func create(path: String) throws(TrailError) -> TrailKey {
        let new = Curve25519.Signing.PrivateKey()
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .keyFile(path: path, reason: SystemError.text(errno)) }
        defer { close(file) }
        let seed = [UInt8](new.rawRepresentation)
        guard write(file, seed, seed.count) == seed.count, fsync(file) == 0 else {
            let reason = SystemError.text(errno)
            unlink(path)
            throw .keyFile(path: path, reason: reason)
        }
        do {
            try Files.syncFolder(of: path)
        } catch {
            throw .keyFile(path: path, reason: error.description)
        }
        guard let key = TrailKey(seed: seed) else {
            throw .keyFile(path: path, reason: "the new key cannot be read back")
        }
        return key
    }
}
