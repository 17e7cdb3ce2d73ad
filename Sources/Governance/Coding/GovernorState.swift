/// A governor as it is kept in a snapshot: everything but the text of its policies, which are
/// named by their digests.
package struct GovernorState: Codable, Sendable {
    /// The form of the state; a reader that does not know it folds the whole trail instead.
    package static let version = 1

    private let version: Int
    private let policy: Digest?
    private let pending: Pending?
    private let switches: Switches
    private let runs: Runs
    private let holds: Holds
    private let pins: Pins
    private let grants: Grants
    private let flights: Flights
    private let ledger: Ledger
    private let recipients: KnownRecipients
    private let trailFault: String?
    private let nextCall: UInt64
    private let counters: Counters

    private struct Pending: Codable, Sendable {
        let at: Moment
        let policy: Digest
        let changes: [String]
        let by: OperatorName?
    }

    /// Takes a governor's state.
    package init(_ governor: Governor) {
        version = GovernorState.version
        policy = governor.policy?.digest
        pending = governor.pending.map {
            Pending(at: $0.at, policy: $0.policy.digest, changes: $0.changes, by: $0.by)
        }
        switches = governor.switches
        runs = governor.runs
        holds = governor.holds
        pins = governor.pins
        grants = governor.grants
        flights = governor.flights
        ledger = governor.ledger
        recipients = governor.recipients
        trailFault = governor.trailFault
        nextCall = governor.nextCall
        counters = governor.counters
    }

    /// Whether this version reads the state.
    package var isReadable: Bool { version == GovernorState.version }

    /// The digests of the policies that it names.
    package var policies: [Digest] { [policy, pending?.policy].compactMap(\.self) }

    /// The governor again; `find` gives a policy by its digest.
    package func governor(policy find: (Digest) throws -> Policy) rethrows -> Governor {
        var governor = Governor()
        governor.policy = try policy.map(find)
        governor.pending = try pending.map {
            PolicyChanged(at: $0.at, policy: try find($0.policy), changes: $0.changes, by: $0.by)
        }
        governor.switches = switches
        governor.runs = runs
        governor.holds = holds
        governor.pins = pins
        governor.grants = grants
        governor.flights = flights
        governor.ledger = ledger
        governor.recipients = recipients
        governor.trailFault = trailFault
        governor.nextCall = nextCall
        governor.counters = counters
        return governor
    }
}
