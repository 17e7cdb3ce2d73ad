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

    /// What a hash file holds, without its newline; nil where it cannot be read, is neither ours nor
    /// root's, or may be written by others.
    static func hash(inFile path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var about = stat()
        guard fstat(file, &about) == 0, about.st_mode & S_IFMT == S_IFREG,
            about.st_uid == geteuid() || about.st_uid == 0, about.st_mode & 0o022 == 0
        else { return nil }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(file, &bytes, bytes.count)
        guard count > 0 else { return nil }
        var held = Array(bytes.prefix(count))
        if held.last == 0x0A { held.removeLast() }
        return held
    }

    /// Whether a token is the one with this hash, as a file holds it. Compares in constant time.
    static func proves(_ token: String, _ expected: [UInt8]) -> Bool {
        let given = Array((prefix + hash(token)).utf8)
        guard expected.count == given.count else { return false }
        var difference: UInt8 = 0
        for (left, right) in zip(expected, given) { difference |= left ^ right }
        return difference == 0
    }

    private static func hash(_ token: String) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = SHA256.hash(data: Array(token.utf8)).flatMap { byte in
            [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
