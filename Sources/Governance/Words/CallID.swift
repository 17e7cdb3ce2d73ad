/// The number of a call: from proposal to outcome, over retries and restarts. Never reused.
package struct CallID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The position among all calls of this trail, from 1.
    package let number: UInt64

    package init(_ number: UInt64) {
        self.number = number
    }

    package static func < (left: CallID, right: CallID) -> Bool { left.number < right.number }

    /// The form of screens, commands and refusals: `c42`.
    package var description: String { "c\(number)" }

    package init(from decoder: any Decoder) throws {
        number = try decoder.singleValueContainer().decode(UInt64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
