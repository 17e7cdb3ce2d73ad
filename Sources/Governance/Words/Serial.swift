/// The number of one of its kind, given out by the supervisor in order and never reused.
package struct Serial<Kind: SerialKind>: Hashable, Comparable, Sendable, Codable,
    CustomStringConvertible
{
    /// The position among all of its kind, from 1.
    package let number: UInt64

    package init(_ number: UInt64) {
        self.number = number
    }

    /// Reads the form of screens, or the number alone; nil if it is neither.
    package init?(typed text: String) {
        guard let number = UInt64(text.first == Kind.letter ? text.dropFirst() : text[...]) else {
            return nil
        }
        self.number = number
    }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    /// The form of screens, commands and refusals: `c42`.
    package var description: String { "\(Kind.letter)\(number)" }

    /// Where a table keeps it. Nobody outside chooses these numbers, and one after the other they
    /// never meet: a keyed hash would only cost, at a dozen tables a call.
    package func _rawHashValue(seed: Int) -> Int { Int(truncatingIfNeeded: number) ^ seed }

    package init(from decoder: any Decoder) throws {
        number = try decoder.singleValueContainer().decode(UInt64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}

/// What is numbered.
package protocol SerialKind {
    /// The letter before the number, by which people and commands tell the kinds apart.
    static var letter: Character { get }
}

/// From proposal to outcome, over retries and restarts.
package enum CallKind: SerialKind { package static let letter: Character = "c" }
/// One stretch of work of one agent.
package enum RunKind: SerialKind { package static let letter: Character = "r" }
/// One connection of an agent, within one life of the supervisor.
package enum ConnectionKind: SerialKind { package static let letter: Character = "n" }

package typealias CallID = Serial<CallKind>
package typealias RunID = Serial<RunKind>
package typealias ConnectionID = Serial<ConnectionKind>
