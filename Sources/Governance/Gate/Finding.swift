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

    /// Whether it let the call pass and raised its tier all the same, which may be why another check
    /// holds it. A sum over its limit raises too, and is no pass.
    package var raisesTier: Bool {
        guard ruling == .allow, let detail else { return false }
        return switch check {
        case .recipient: !detail.utf8.elementsEqual(RecipientCheck.known.utf8)
        case .tier: detail.hasSuffix(TierCheck.unchecked)
        default: false
        }
    }

    /// A list, since each call has a dozen of them in its entry: check and ruling, then the line (0
    /// where there is none) and the detail, as far as there are any.
    package init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        check = try list.decode(Check.self)
        ruling = try list.decode(Ruling.self)
        let line = list.isAtEnd ? 0 : try list.decode(Int.self)
        self.line = line == 0 ? nil : line
        detail = list.isAtEnd ? nil : try list.decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        try list.encode(check)
        try list.encode(ruling)
        guard line != nil || detail != nil else { return }
        try list.encode(line ?? 0)
        if let detail { try list.encode(detail) }
    }
}
