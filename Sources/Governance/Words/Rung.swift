/// How much of what an agent may do with a tool runs alone (design sections 1 and 5).
package enum Rung: Int, Hashable, Comparable, Sendable, CaseIterable, Codable {
    /// Writes are denied and recorded as would-have.
    case shadow
    /// Everything above low waits for a person.
    case holdAll
    /// Medium within its limits runs, but for a sample.
    case sampled
    /// Medium within its limits runs.
    case withinCaps

    /// The word of the policy file and the screen.
    package var word: String {
        switch self {
        case .shadow: "shadow"
        case .holdAll: "hold-all"
        case .sampled: "sampled"
        case .withinCaps: "within-caps"
        }
    }

    /// Reads the word of the policy file.
    package init?(word: String) {
        guard let rung = Rung.allCases.first(where: { $0.word == word }) else { return nil }
        self = rung
    }

    package static func < (left: Rung, right: Rung) -> Bool { left.rawValue < right.rawValue }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let rung = Rung(word: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no such rung")
        }
        self = rung
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(word)
    }
}
