package import Governance

/// A policy that makes something freer and so waits for a person.
package struct PendingPolicyView: Hashable, Sendable {
    /// What `policy apply` must name: what was shown is what is applied.
    package var digest: Digest
    /// When it was read.
    package var since: WallTime
    /// What would change, in plain words.
    package var differences: [String]
    /// How many operators must apply it, by the policy in force.
    package var approvalsNeeded: Int
    /// Who has.
    package var approvedBy: [String]

    /// Makes the view of its parts.
    package init(
        digest: Digest, since: WallTime, differences: [String], approvalsNeeded: Int,
        approvedBy: [String]
    ) {
        self.digest = digest
        self.since = since
        self.differences = differences
        self.approvalsNeeded = approvalsNeeded
        self.approvedBy = approvedBy
    }
}

extension PendingPolicyView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        digest = try reader.digest("digest")
        since = try reader.time("since")
        differences = try reader.sentences("differences")
        approvalsNeeded = try reader.count("approvalsNeeded")
        approvedBy = try reader.texts(
            "approvedBy", limit: ControlLimits.subjects, each: ControlLimits.nameBytes)
    }

    func write(to writer: inout WireWriter) {
        writer.text("digest", digest.hexadecimal)
        writer.number("since", since.nanoseconds)
        writer.sentences("differences", differences)
        writer.count("approvalsNeeded", approvalsNeeded)
        writer.texts("approvedBy", approvedBy)
    }
}
