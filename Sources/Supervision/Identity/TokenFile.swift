import Crypto
import Glibc

/// An agent's token as the supervisor keeps it: hashed, so that who reads the file cannot be the
/// agent.
///
/// A token has 256 bits of randomness, so one plain SHA-256 is enough: there is nothing to guess.
package enum TokenFile {
    /// How many random bytes a token has.
    package static let tokenBytes = 32
    private static let prefix = "sha256:"

    /// The line of a hash file for a token.
    package static func line(for token: String) -> String { prefix + hash(token) + "\n" }

    /// Whether a token is the one whose hash is in a file; false where the file cannot be read,
    /// is not ours, or may be written by others. Compares in constant time.
    static func proves(_ token: String, file path: String) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return false }
        defer { close(file) }
        var about = stat()
        guard fstat(file, &about) == 0, about.st_mode & S_IFMT == S_IFREG,
            about.st_uid == geteuid(), about.st_mode & 0o022 == 0
        else { return false }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(file, &bytes, bytes.count)
        guard count > 0 else { return false }
        var expected = Array(bytes.prefix(count))
        if expected.last == 0x0A { expected.removeLast() }
        let given = Array((prefix + hash(token)).utf8)
        guard expected.count == given.count else { return false }
        var difference: UInt8 = 0
        for (left, right) in zip(expected, given) { difference |= left ^ right }
        return difference == 0
    }

    /// Whether a token was made and not revoked.
    static func isThere(_ path: String) -> Bool { access(path, R_OK) == 0 }

    private static func hash(_ token: String) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = SHA256.hash(data: Array(token.utf8)).flatMap { byte in
            [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
