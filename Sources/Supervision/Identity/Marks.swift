import Crypto
import Governance
import JSON

/// The keyed hashes of this installation: of proposals and of recipients.
///
/// The trail shows that two of them are equal, not what they are of; with the key they can be
/// found again, and when the key is destroyed, what is in the trail says nothing any more.
struct Marks: Sendable {
    private let key: SymmetricKey

    /// Takes the 32 bytes of the installation's key file.
    init(key: [UInt8]) {
        self.key = SymmetricKey(data: key)
    }

    /// The mark of a recipient's exact bytes.
    func recipient(_ text: String) -> Governance.Digest {
        var hash = HMAC<SHA256>(key: key)
        hash.update(data: Array("recipient\0".utf8))
        hash.update(data: Array(text.utf8))
        return digest(hash.finalize())
    }

    /// The digest of a proposal: over what is asked for and the canonical form of its arguments,
    /// in which each number stands in exact normalised form, so that two numbers never share one.
    func proposal(_ action: Action, canonicalArguments: [UInt8]) -> Governance.Digest {
        var hash = HMAC<SHA256>(key: key)
        hash.update(data: Array("proposal\0\(action.text)\0".utf8))
        hash.update(data: canonicalArguments)
        return digest(hash.finalize())
    }

    private func digest(_ code: HashedAuthenticationCode<SHA256>) -> Governance.Digest {
        guard let digest = Governance.Digest(bytes: Array(code)) else {
            preconditionFailure("SHA-256 gives 32 bytes")
        }
        return digest
    }
}

/// Plain hashes of what is no secret: definitions and policy files.
enum PlainDigest {
    /// The SHA-256 of these bytes.
    static func of(_ bytes: [UInt8]) -> Governance.Digest {
        guard let digest = Governance.Digest(bytes: Array(SHA256.hash(data: bytes))) else {
            preconditionFailure("SHA-256 gives 32 bytes")
        }
        return digest
    }
}
