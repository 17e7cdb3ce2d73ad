/// The signed heads that a trail must extend: its own, those it kept, and those from outside.
struct HeadCheck {
    private enum Source {
        case own
        case kept
        case witness
        case outside
    }

    private let key: NoteVerifier
    private var heads: [(checkpoint: Checkpoint, source: Source)] = []
    private var findings: [TrailFinding] = []
    private var row: TrailHead?
    private(set) var heldOutside: [UInt64] = []

    init(key: NoteVerifier) { self.key = key }

    var sizes: Set<UInt64> { Set(heads.map(\.checkpoint.size) + [row?.size ?? 0]) }

    var ownSize: UInt64? { heads.first { $0.source == .own }?.checkpoint.size }

    mutating func addOwn(_ head: TrailHead) {
        row = head
        guard let checkpoint = verified(head.note, "the trail's head", .noteInvalid) else {
            return
        }
        guard checkpoint.size == head.signedSize else {
            findings.append(
                .init(
                    .headChanged,
                    "the head says that \(head.signedSize) entries are signed, the note says "
                        + "\(checkpoint.size)"))
            return
        }
        if checkpoint.size == head.size && checkpoint.root != head.root {
            findings.append(.init(.headChanged, "the head's root is not the signed one"))
        }
        heads.append((checkpoint, .own))
    }

    mutating func addOutside(_ note: [UInt8]) {
        guard let checkpoint = verified(note, "the head from outside", .checkpointInvalid) else {
            return
        }
        heads.append((checkpoint, .outside))
    }

    mutating func addWitness(at path: String) {
        do throws(FileFault) {
            guard let note = try Files.read(path, limit: SignedNote.maximumBytes),
                !HeadWitness.isBlank(note),
                let checkpoint = verified(note, "the head kept in \(path)", .checkpointInvalid)
            else { return }
            heads.append((checkpoint, .witness))
        } catch { findings.append(.init(.unreadable, error.description)) }
    }

    mutating func addCheckpoints(of database: Database) throws(DatabaseError) {
        let rows = try database.prepare("SELECT size, note FROM checkpoint ORDER BY size")
        while try rows.step() {
            let size = UInt64(rows.integer(0))
            let name = "the checkpoint of \(size) entries"
            guard let checkpoint = verified(rows.bytes(1), name, .checkpointInvalid) else {
                continue
            }
            if checkpoint.size != size {
                findings.append(
                    .init(.checkpointInvalid, "\(name) is for \(checkpoint.size) entries"))
            } else {
                heads.append((checkpoint, .kept))
            }
        }
    }

    func ownRootHolds(rootAt: (UInt64) -> MerkleHash?) -> Bool {
        heads.contains { $0.source == .own && rootAt($0.checkpoint.size) == $0.checkpoint.root }
    }

    /// All that does not hold, once the entries were read.
    mutating func compare(
        size: UInt64, isGapless: Bool, rootAt: (UInt64) -> MerkleHash?
    ) -> [TrailFinding] {
        if let row, size < row.size {
            findings.append(
                .init(
                    .endCut,
                    "the head says \(row.size) entries, there are \(size): the end was cut off"))
        } else if let row, isGapless, let root = rootAt(row.size), root != row.root,
            ownRootHolds(rootAt: rootAt)
        {
            findings.append(.init(.headChanged, "the head's root is not that of the entries"))
        }
        // Rows were lost on the way: then no root can be worked out, and that is said already.
        let held = heads.map(\.checkpoint).filter { rootAt($0.size) == $0.root }.map(\.size)
        for (checkpoint, source) in heads where isGapless || checkpoint.size > size {
            let since = held.filter { $0 < checkpoint.size }.max() ?? 0
            compare(checkpoint, source, size: size, since: since, rootAt: rootAt)
        }
        return findings
    }

    private mutating func compare(
        _ checkpoint: Checkpoint, _ source: Source, size: UInt64, since: UInt64,
        rootAt: (UInt64) -> MerkleHash?
    ) {
        let what =
            switch source {
            case .own: "its own head"
            case .kept: "a checkpoint that it keeps"
            case .witness: "the head kept beside the key"
            case .outside: "the head from outside"
            }
        guard checkpoint.size <= size else {
            let kind: TrailFinding.Kind = source == .own ? .endCut : .rolledBack
            findings.append(
                .init(
                    kind,
                    "\(what) is of \(checkpoint.size) entries, there are \(size): the end was cut "
                        + "off, or an old copy was put back"))
            return
        }
        guard rootAt(checkpoint.size) == checkpoint.root else {
            findings.append(
                .init(
                    source == .own ? .endChanged : .notExtended,
                    "the first \(checkpoint.size) entries are not those under \(what): entry "
                        + "\(since) or one after it was changed"))
            return
        }
        if source == .outside { heldOutside.append(checkpoint.size) }
    }

    private mutating func verified(
        _ note: [UInt8], _ what: String, _ kind: TrailFinding.Kind
    ) -> Checkpoint? {
        do throws(NoteError) { return try Checkpoint.verified(note, by: key) } catch {
            findings.append(.init(kind, "\(what) cannot be trusted: \(error)"))
            return nil
        }
    }
}
