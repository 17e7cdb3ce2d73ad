import AuditTrail
import Governance

/// The SHA-256 of bytes, as the trail makes it.
enum PlainDigest {
    static func of(_ bytes: [UInt8]) -> Digest {
        let hash = bytes.withUnsafeBytes { MerkleHash.digest($0) }
        guard let digest = Digest(bytes: hash.bytes) else {
            preconditionFailure("SHA-256 gives 32 bytes")
        }
        return digest
    }
}
