/// What was found when a trail was opened.
package struct TrailOpening: Sendable {
    /// The number of entries, and so the next sequence number.
    package let size: UInt64
    package let root: MerkleHash
    /// True for a trail that did not exist before.
    package let isNew: Bool
    /// True when the last entry is `audit.stopped`, or the trail is new: nothing can have been
    /// under way. False after a crash: the newest entries may be ones their caller never heard of.
    package let wasStoppedCleanly: Bool
    /// The key to pin, in words.
    package let verifier: NoteVerifier
    /// What an operator should know, one sentence each.
    package let warnings: [String]
    /// The one of them that says that no head kept outside was there to compare the trail with. What was
    /// not compared then stays so until it is opened again.
    package let withoutHead: String?
    package let databaseVersion: String
}
