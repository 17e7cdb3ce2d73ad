/// Bytes that belong to an entry but are kept apart from it, so that they can be erased.
package struct PayloadDraft: Sendable {
    package enum Keeping: Sendable {
        /// Kept up to `TrailOptions.keptPayloadBytes`; above that the entry holds the commitment
        /// only, and says so (`"kept":false`).
        case bounded
        /// Always kept, whatever the size; for states that a restart needs.
        case always
    }

    /// What it is: `arguments`, `result`. Lower-case letters, digits and `_`, at most 32 bytes.
    package let kind: String
    package let bytes: [UInt8]
    package let keeping: Keeping

    package init(kind: String, bytes: [UInt8], keeping: Keeping = .bounded) {
        self.kind = kind
        self.bytes = bytes
        self.keeping = keeping
    }
}
