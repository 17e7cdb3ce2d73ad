package import Governance

/// The policy in force, and what waits.
package struct PolicyView: Hashable, Sendable {
    /// The digest of the policy in force.
    package var digest: Digest
    /// The file it was read from.
    package var path: String
    /// When it came into force.
    package var loaded: WallTime
    /// What waits to be applied.
    package var pending: PendingPolicyView?
    /// Why the file as it is now was refused, with its positions; empty when it was not.
    package var faults: [String]

    /// Makes the view of its parts.
    package init(
        digest: Digest, path: String, loaded: WallTime, pending: PendingPolicyView? = nil,
        faults: [String]
    ) {
        self.digest = digest
        self.path = path
        self.loaded = loaded
        self.pending = pending
        self.faults = faults
    }
}

extension PolicyView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        digest = try reader.digest("digest")
        path = try reader.text("path", limit: ControlLimits.sentenceBytes)
        loaded = try reader.time("loaded")
        pending = try reader.optionalValue("pending")
        faults = try reader.sentences("faults")
    }

    func write(to writer: inout WireWriter) {
        writer.text("digest", digest.hexadecimal)
        writer.text("path", path)
        writer.number("loaded", loaded.nanoseconds)
        writer.optionalValue("pending", pending)
        writer.sentences("faults", faults)
    }
}
