/// What an entry says of one of its payloads.
package struct PayloadReference: Sendable, Equatable {
    package let kind: String
    /// Bytes of the payload.
    package let length: Int
    /// See `Commitment`.
    package let commitment: MerkleHash
    /// False where only the commitment was kept, because of the size.
    package let isKept: Bool
}
