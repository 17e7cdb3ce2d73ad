/// What was decided since the trail began, in calls.
package struct Counters: Hashable, Sendable, Codable {
    /// Calls that were admitted, with or without a person.
    package internal(set) var admitted: UInt64 = 0
    /// Calls that were held for a person.
    package internal(set) var held: UInt64 = 0
    /// Calls that were refused by the gate.
    package internal(set) var refused: UInt64 = 0

    /// Nothing decided.
    package init() {}
}
