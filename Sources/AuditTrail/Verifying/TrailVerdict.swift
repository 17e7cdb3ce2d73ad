/// What a verification found, in words that claim no more than was shown.
package struct TrailVerdict: Sendable {
    /// Number of entries that were read.
    package internal(set) var size: UInt64 = 0
    /// The root worked out from them.
    package internal(set) var root = MerkleHash.emptyRoot
    /// Empty where all is well. Bounded: see `TrailVerifier.maximumFindings`.
    package internal(set) var findings: [TrailFinding] = []
    /// What is no fault but worth knowing.
    package internal(set) var remarks: [String] = []
    /// Sizes of the heads from outside this machine that the trail was shown to extend.
    package internal(set) var comparedWith: [UInt64] = []
    /// Payloads that were erased, and recorded as such.
    package internal(set) var erasedPayloads = 0

    package var isConsistent: Bool { findings.isEmpty }

    /// One line for a person.
    package var summary: String {
        guard isConsistent else {
            let noun = findings.count == 1 ? "finding" : "findings"
            return "NOT CONSISTENT: \(findings.count) \(noun) in \(size) entries"
        }
        guard let largest = comparedWith.max() else {
            return "\(size) entries, internally consistent; not compared with anything outside "
                + "this machine"
        }
        return "\(size) entries, internally consistent, and they extend the head of \(largest) "
            + "entries that was kept outside"
    }
}
