import Governance

/// The token by which an agent proves itself: 32 random bytes in hexadecimal, on one line of a file
/// that only the agent's user may read. The supervisor keeps a hash of these 64 characters.
package enum AgentToken {
    /// Random bytes of a token.
    package static let randomBytes = 32
    /// The longest token file that is read.
    package static let fileBytes = 256

    /// The token of these random bytes, as it stands in the agent's file.
    package static func text(random: [UInt8]) -> String? {
        Digest(bytes: random)?.hexadecimal
    }

    /// The token in the bytes of an agent's file: one line, its end left away; nil where it is none.
    package static func token(inFile bytes: [UInt8]) -> String? {
        Digest(hexadecimal: line(bytes))?.hexadecimal
    }

    private static func line(_ bytes: [UInt8]) -> String {
        let end = bytes.last == UInt8(ascii: "\n") ? bytes.count - 1 : bytes.count
        return String(decoding: bytes.prefix(min(end, fileBytes)), as: UTF8.self)
    }
}
