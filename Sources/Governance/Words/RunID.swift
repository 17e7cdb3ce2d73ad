/// The number of a run: one stretch of work of one agent. Never reused.
package struct RunID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The position among all runs of this trail, from 1.
    package let number: UInt64

    package init(_ number: UInt64) {
        self.number = number
    }

    package static func < (left: RunID, right: RunID) -> Bool { left.number < right.number }

    /// The form of screens, commands and refusals: `r42`.
    package var description: String { "r\(number)" }

    package init(from decoder: any Decoder) throws {
        number = try decoder.singleValueContainer().decode(UInt64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
