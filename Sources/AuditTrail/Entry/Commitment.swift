import Crypto

/// SHA-256("pullcord/payload/v1\0" ‖ salt ‖ bytes). The random salt, erased together with the
/// bytes, is what makes the hash useless for guessing a short value that is gone.
package enum Commitment {
    package static let saltByteCount = 32
    private static let domain = [UInt8]("pullcord/payload/v1\0".utf8)

    package static func hash(
        salt: UnsafeRawBufferPointer, bytes: UnsafeRawBufferPointer
    ) -> MerkleHash {
        // Most payloads are small: one block of memory and one pass are quicker than three.
        let count = domain.count + salt.count + bytes.count
        guard count <= 1024 else {
            var hasher = SHA256()
            domain.withUnsafeBytes { hasher.update(bufferPointer: $0) }
            hasher.update(bufferPointer: salt)
            hasher.update(bufferPointer: bytes)
            return MerkleHash(hasher)
        }
        return withUnsafeTemporaryAllocation(byteCount: count, alignment: 1) { buffer in
            var target = UnsafeMutableRawBufferPointer(rebasing: buffer[...])
            domain.withUnsafeBytes { target.copyMemory(from: $0) }
            target = UnsafeMutableRawBufferPointer(rebasing: buffer[domain.count...])
            target.copyMemory(from: salt)
            target = UnsafeMutableRawBufferPointer(rebasing: target[salt.count...])
            if !bytes.isEmpty { target.copyMemory(from: bytes) }
            return MerkleHash.digest(UnsafeRawBufferPointer(buffer))
        }
    }

    package static func hash(salt: [UInt8], bytes: [UInt8]) -> MerkleHash {
        salt.withUnsafeBytes { salt in bytes.withUnsafeBytes { hash(salt: salt, bytes: $0) } }
    }
}
