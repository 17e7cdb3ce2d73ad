/// The number of a connection of an agent within one life of the supervisor.
package struct ConnectionID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The position among the connections of this start, from 1.
    package let number: UInt64

    package init(_ number: UInt64) {
        self.number = number
    }

    package static func < (left: ConnectionID, right: ConnectionID) -> Bool {
        left.number < right.number
    }

    /// The form of screens, commands and refusals: `n42`.
    package var description: String { "n\(number)" }

    package init(from decoder: any Decoder) throws {
        number = try decoder.singleValueContainer().decode(UInt64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
