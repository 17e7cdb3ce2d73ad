import AuditTrail
import Governance
import JSON
import PolicyFile

/// Reads a trail back into the governor that wrote it. Decides nothing anew.
struct TrailFold {
    private(set) var governor = Governor()
    /// The moment and the wall clock of the last entry.
    private(set) var last: (at: Moment, wallNanoseconds: Int64)?
    /// The last recorded start of a supervisor.
    private(set) var started: SupervisorStarted?
    /// The text of each policy that the trail names, by its digest.
    private(set) var policySources: [Digest: [UInt8]] = [:]

    private var policies: [Digest: Policy] = [:]
    private static let entriesAtOnce = 512

    /// Folds every entry of a trail.
    init(_ reader: TrailReader) throws(StartFailure) {
        do {
            var next = try resume(reader)
            while true {
                let entries = try reader.entries(from: next, limit: TrailFold.entriesAtOnce)
                guard let final = entries.last else { return }
                for entry in entries {
                    try fold(entry, reader)
                }
                next = final.sequence + 1
            }
        } catch let failure as StartFailure {
            throw failure
        } catch {
            throw StartFailure(
                "the trail cannot be read back: \(error)",
                next: "run pullcord audit verify; nothing is forwarded without a trail")
        }
    }

    /// Goes on from the newest snapshot, if there is one of this version.
    ///
    /// - Returns: the first entry that it does not hold.
    private mutating func resume(_ reader: TrailReader) throws -> UInt64 {
        guard let (_, state) = try reader.latestSnapshot() else { return 0 }
        let snapshot: Snapshot
        do { snapshot = try Snapshot(bytes: state) } catch {
            // Of another version: the entries say the same, only more slowly.
            return 0
        }
        guard snapshot.governor.isReadable else { return 0 }
        for text in snapshot.policies.values {
            try keepPolicy(Array(text.utf8), named: "policy of the snapshot")
        }
        let known = policies
        governor = try snapshot.governor.governor { digest in
            guard let policy = known[digest] else {
                throw StartFailure(
                    "the snapshot names a policy whose text is gone",
                    next: "the trail cannot be continued; start a new data directory")
            }
            return policy
        }
        started = snapshot.started
        last = (snapshot.at, snapshot.wallNanoseconds)
        return snapshot.through + 1
    }

    private mutating func fold(_ entry: TrailEntry, _ reader: TrailReader) throws {
        // Entries of the trail's own (segments, redactions, stops) change nothing that is governed.
        guard !entry.type.hasPrefix("audit.") else { return }
        guard let type = FactType(rawValue: entry.type) else {
            throw StartFailure(
                "entry \(entry.sequence) is of the unknown type \(entry.type)",
                next: "start the version that wrote it, or a newer one")
        }
        let data = try JSONValue.parse(Array(entry.data))
        if type == .policyApplied || type == .policyPending {
            try keepPolicy(of: entry, reader)
        }
        let known = policies
        let fact = try Fact(type, data) { digest in
            guard let policy = known[digest] else {
                throw StartFailure(
                    "entry \(entry.sequence) names a policy whose text is gone",
                    next: "the trail cannot be continued; start a new data directory")
            }
            return policy
        }
        governor.evolve(fact)
        if case .started(let fact) = fact { started = fact }
        guard case .object(let members) = data else { return }
        let at = members["at"] ?? TrailFold.inner(members)
        if let at { last = (try EntryDecoder.value(Moment.self, from: at), entry.wallNanoseconds) }
    }

    /// Facts about a pause or a kill carry their moment one level down.
    private static func inner(_ members: JSONObject) -> JSONValue? {
        for name in ["pause", "act", "kill"] {
            if case .object(let inner)? = members[name] { return inner["at"] }
        }
        return nil
    }

    private mutating func keepPolicy(of entry: TrailEntry, _ reader: TrailReader) throws {
        guard case .kept(let bytes)? = try reader.payload(sequence: entry.sequence, kind: "policy")
        else { return }
        try keepPolicy(bytes, named: "policy of entry \(entry.sequence)")
    }

    private mutating func keepPolicy(_ bytes: [UInt8], named name: String) throws {
        switch PolicyFile.read(bytes: bytes, fileName: name, digest: PlainDigest.of(bytes)) {
        case .success(let policy):
            policies[policy.digest] = policy
            policySources[policy.digest] = bytes
        case .failure(let faults):
            throw StartFailure(
                "the \(name) cannot be read by this version: \(faults)",
                next: "start the version that wrote it")
        }
    }
}
