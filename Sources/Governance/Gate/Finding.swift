/// One step of the path of checks: what was looked at and what was found.
package struct Finding: Hashable, Sendable, Codable {
    package let check: Check
    /// What this check alone would answer.
    package let ruling: Ruling
    /// The line of the policy file that the check read, where there is one.
    package let line: Int?
    /// What it read and found, for the operator; never shown to the agent.
    package let detail: String?

    /// The longest detail that is kept, in bytes. It may quote what an agent or a server wrote, and
    /// an entry of the trail holds 64 KiB: nobody may make one that the trail does not take.
    package static let longestDetail = 1_024

    package init(_ check: Check, _ ruling: Ruling, line: Int? = nil, _ detail: String? = nil) {
        self.check = check
        self.ruling = ruling
        self.line = line
        self.detail = detail?.cut(toBytes: Finding.longestDetail)
    }
}
