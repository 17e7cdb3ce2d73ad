import Crypto

/// A public key with a name, as pinned by whoever checks (C2SP signed-note: "vkey").
package struct NoteVerifier: Sendable, Hashable, CustomStringConvertible {
    /// The name; for a log it is the origin.
    package let name: String
    /// The raw Ed25519 key, 32 bytes.
    package let publicKey: [UInt8]

    private static let ed25519: UInt8 = 1
    static let identifierByteCount = 4

    init(name: String, publicKey: [UInt8]) {
        self.name = name
        self.publicKey = publicKey
    }

    /// Reads `name+identifier+key`.
    package init(vkey: String) throws(NoteError) {
        let parts = vkey.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, Self.isName(parts[0]) else {
            throw .malformed("a key is name+identifier+base64")
        }
        guard let identifier = Hex.bytes(of: parts[1].utf8), identifier.count == 4,
            let key = Base64.bytes(of: parts[2]), let kind = key.first
        else { throw .malformed("a key is name+identifier+base64") }
        guard kind == Self.ed25519 else { throw .unknownKind(kind) }
        guard key.count == 33 else { throw .malformed("an Ed25519 key has 32 bytes") }
        self.init(name: String(parts[0]), publicKey: Array(key.dropFirst()))
        guard identifier == self.identifier else { throw .keyIdentifierDiffers }
    }

    /// SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key), the first four bytes.
    package var identifier: [UInt8] {
        let text = [UInt8](name.utf8) + [0x0a, Self.ed25519] + publicKey
        return Array(text.withUnsafeBytes { MerkleHash.digest($0) }.bytes.prefix(4))
    }

    /// The text to pin.
    package var vkey: String {
        let key = Base64.text(of: [Self.ed25519] + publicKey)
        return "\(name)+\(Hex.digits(of: identifier))+\(key)"
    }

    package var description: String { vkey }

    /// True when the signature over `text` is this key's.
    package func isSignature(_ signature: [UInt8], of text: [UInt8]) -> Bool {
        // A key that cannot be read has signed nothing.
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
            return false
        }
        return key.isValidSignature(signature, for: text)
    }

    /// No white space and no plus (C2SP signed-note).
    static func isName(_ name: some StringProtocol) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "+" }
    }
}
