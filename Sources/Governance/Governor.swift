/// Decides: given what is known, what happens to this proposal.
///
/// A value with two operations: ``decide(_:at:)`` changes nothing and says what follows from an
/// event; ``evolve(_:)`` is the only way the state changes. It has no clock, no task and no I/O and
/// is deterministic. Feeding it the facts of a trail gives the same governor again.
package struct Governor: Hashable, Sendable {
    /// The policy in force; nil until the first was read, and then everything is denied.
    package internal(set) var policy: Policy?
    /// A policy that makes something freer and waits for a person.
    package internal(set) var pending: PolicyChanged?
    package internal(set) var switches = Switches()
    package internal(set) var runs = Runs()
    package internal(set) var holds = Holds()
    package internal(set) var pins = Pins()
    package internal(set) var grants = Grants()
    package internal(set) var flights = Flights()
    var ledger = Ledger()
    var recipients = KnownRecipients()
    /// Why the trail cannot be written; nil while it can.
    package internal(set) var trailFault: String?
    /// The number that the next call gets.
    var nextCall: UInt64 = 1
    package internal(set) var counters = Counters()

    /// A governor that knows nothing and denies everything.
    package init() {}
}
