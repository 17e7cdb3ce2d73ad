/// The blast radius class of a tool (design section 5). Tiers are only ever raised by the gate.
package enum Tier: Int, Hashable, Comparable, Sendable, CaseIterable, Codable {
    /// Reads; nothing leaves.
    case low
    /// A scoped, reversible write.
    case medium
    /// Bulk, costly, outward or hard to undo.
    case high
    /// Irreversible and wide.
    case critical

    /// The word of the policy file and the screen.
    package var word: String {
        switch self {
        case .low: "low"
        case .medium: "medium"
        case .high: "high"
        case .critical: "critical"
        }
    }

    /// The tier one step up; critical stays critical.
    package var raised: Tier { Tier(rawValue: rawValue + 1) ?? .critical }

    /// Reads the word of the policy file.
    package init?(word: String) {
        guard let tier = Tier.allCases.first(where: { $0.word == word }) else { return nil }
        self = tier
    }

    package static func < (left: Tier, right: Tier) -> Bool { left.rawValue < right.rawValue }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let tier = Tier(word: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no such tier")
        }
        self = tier
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(word)
    }
}
