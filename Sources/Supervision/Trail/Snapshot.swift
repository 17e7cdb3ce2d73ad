import Governance
import JSON

/// A state of the governor in the trail, from which a restart goes on instead of from the start.
///
/// The entry commits to its payload, so a snapshot is as tamper-evident as what it stands for.
struct Snapshot: Codable {
    /// Entries up to and including this one are in the state.
    let through: UInt64
    /// The moment and the wall clock of that entry.
    let at: Moment
    let wallNanoseconds: Int64
    /// The start of the supervisor that took it.
    let started: SupervisorStarted?
    /// The texts of the policies that the state names, by their digests.
    let policies: [String: String]
    let governor: GovernorState

    /// How many entries a restart may have to fold: at most twice this.
    static let everyEntries: UInt64 = 20_000
    /// After so many entries more one is taken for which there was no room.
    static let retryEntries: UInt64 = 1_000

    func bytes() throws -> [UInt8] { try EntryEncoder.bytes(of: self) }

    init(
        through: UInt64, at: Moment, wallNanoseconds: Int64, started: SupervisorStarted?,
        policies: [String: String], governor: GovernorState
    ) {
        self.through = through
        self.at = at
        self.wallNanoseconds = wallNanoseconds
        self.started = started
        self.policies = policies
        self.governor = governor
    }

    /// Reads a snapshot; throws where it is not one of this version.
    init(bytes: [UInt8]) throws {
        let limits = JSONLimits(bytes: 256 << 20, depth: 64, values: 50_000_000)
        self = try EntryDecoder.value(
            Snapshot.self, from: try JSONValue.parse(bytes, limits: limits))
    }
}
