import Crypto
import Governance
import JSON

/// The keyed hashes of this installation: of proposals and of recipients.
///
/// The trail shows that two of them are equal, not what they are of; with the key they can be
/// found again, and when the key is destroyed, what is in the trail says nothing any more.
struct Marks: Sendable {
    /// The keyed hashes up to what is the same in each: a copy of one is cheaper than its key.
    private let recipients: HMAC<SHA256>
    private let proposals: HMAC<SHA256>
    private let runs: HMAC<SHA256>

    /// Takes the 32 bytes of the installation's key file.
    init(key: [UInt8]) {
        let key = SymmetricKey(data: key)
        var recipients = HMAC<SHA256>(key: key)
        recipients.update(data: Array("recipient\0".utf8))
        self.recipients = recipients
        var proposals = HMAC<SHA256>(key: key)
        proposals.update(data: Array("proposal\0".utf8))
        self.proposals = proposals
        var runs = HMAC<SHA256>(key: key)
        runs.update(data: Array("run\0".utf8))
        self.runs = runs
    }

    /// The mark of a recipient's exact bytes.
    func recipient(_ text: String) -> Governance.Digest {
        var hash = recipients
        hash.update(data: Array(text.utf8))
        return digest(hash.finalize())
    }

    /// The digest of a proposal: over what is asked for and the canonical form of its arguments,
    /// in which each number stands in exact normalised form, so that two numbers never share one.
    func proposal(_ action: Action, canonicalArguments: [UInt8]) -> Governance.Digest {
        var hash = proposals
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256 + canonicalArguments.count)
        bytes.append(contentsOf: action.text.utf8)
        bytes.append(0)
        bytes.append(contentsOf: canonicalArguments)
        hash.update(data: bytes)
        return digest(hash.finalize())
    }

    /// The mark of a launcher's run token: what is in the trail cannot be given as one.
    func runToken(_ text: String, of agent: AgentName) -> Governance.Digest {
        var hash = runs
        hash.update(data: Array("\(agent.text)\0\(text)".utf8))
        return digest(hash.finalize())
    }

    private func digest(_ code: HashedAuthenticationCode<SHA256>) -> Governance.Digest {
        guard let digest = code.withUnsafeBytes(Governance.Digest.init(contiguous:)) else {
            preconditionFailure("SHA-256 gives 32 bytes")
        }
        return digest
    }
}

/// Plain hashes of what is no secret: definitions and policy files.
enum PlainDigest {
    /// The SHA-256 of these bytes.
    static func of(_ bytes: [UInt8]) -> Governance.Digest {
        let hash = SHA256.hash(data: bytes)
        guard let digest = hash.withUnsafeBytes(Governance.Digest.init(contiguous:)) else {
            preconditionFailure("SHA-256 gives 32 bytes")
        }
        return digest
    }
}
