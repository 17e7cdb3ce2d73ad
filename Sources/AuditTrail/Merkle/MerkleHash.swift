import Crypto

/// A SHA-256 value, kept inline: trees hold millions of them.
package struct MerkleHash: Hashable, Sendable, CustomStringConvertible {
    // The 32 bytes as they are in memory; never read as numbers.
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    package static let byteCount = 32

    /// The root of a tree without leaves: SHA-256 of nothing (RFC 6962 section 2.1).
    package static let emptyRoot = digest(UnsafeRawBufferPointer(start: nil, count: 0))

    /// Nil unless there are exactly 32 bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    }

    /// Nil unless there are exactly 32 bytes.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Self.byteCount else { return nil }
        withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: bytes) }
    }

    init(_ hasher: consuming SHA256) {
        let digest = hasher.finalize()
        withUnsafeMutableBytes(of: &words) { target in
            digest.withUnsafeBytes { target.copyMemory(from: $0) }
        }
    }

    /// SHA-256(0x00 ‖ entry), RFC 6962 section 2.1.
    package static func leaf(_ entry: UnsafeRawBufferPointer) -> MerkleHash {
        var hasher = SHA256()
        Swift.withUnsafeBytes(of: UInt8(0)) { hasher.update(bufferPointer: $0) }
        hasher.update(bufferPointer: entry)
        return MerkleHash(hasher)
    }

    package static func leaf(_ entry: [UInt8]) -> MerkleHash {
        entry.withUnsafeBytes { leaf($0) }
    }

    /// SHA-256(0x01 ‖ left ‖ right), RFC 6962 section 2.1.
    package static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        withUnsafeTemporaryAllocation(byteCount: 65, alignment: 1) { buffer in
            buffer[0] = 1
            left.copy(to: UnsafeMutableRawBufferPointer(rebasing: buffer[1..<33]))
            right.copy(to: UnsafeMutableRawBufferPointer(rebasing: buffer[33..<65]))
            return digest(UnsafeRawBufferPointer(buffer))
        }
    }

    /// Plain SHA-256.
    package static func digest(_ bytes: UnsafeRawBufferPointer) -> MerkleHash {
        var hasher = SHA256()
        hasher.update(bufferPointer: bytes)
        return MerkleHash(hasher)
    }

    package var bytes: [UInt8] { withUnsafeBytes { [UInt8]($0) } }

    package var description: String { Hex.digits(of: bytes) }

    package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        Swift.withUnsafeBytes(of: words, body)
    }

    func copy(to target: UnsafeMutableRawBufferPointer) {
        withUnsafeBytes { target.copyMemory(from: $0) }
    }

    package static func == (left: MerkleHash, right: MerkleHash) -> Bool {
        left.words == right.words
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}
