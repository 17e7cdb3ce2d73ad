/// How far a trail goes.
package struct TrailHead: Sendable, Equatable {
    /// Number of entries.
    package let size: UInt64
    package let root: MerkleHash
    /// Number of entries under the last signature; at most a second behind.
    package let signedSize: UInt64
    /// The last signed checkpoint, as it is to be handed out.
    package let note: [UInt8]
}
