import CSQLite

/// Reads a whole trail and says whether it is what was signed.
package struct TrailVerifier {
    private let folder: String
    private let pinned: NoteVerifier?
    private let outside: [[UInt8]]
    private let witnessPath: String?

    /// More are counted by nobody: the trail is broken, and memory has a bound.
    package static let maximumFindings = 1_000
    /// Entries read in one transaction, so that a live trail's log is not kept from being reused.
    private static let pageEntries: UInt64 = 16_384

    /// - Parameters:
    ///   - folder: the trail.
    ///   - pinned: the key written down when the trail was made. Without it the trail's own word
    ///     is taken, and the verdict says so.
    ///   - outside: signed checkpoints that were kept outside this machine.
    ///   - witnessPath: the head kept beside the key, as given to the writer.
    package init(
        folder: String, pinned: NoteVerifier?, outside: [[UInt8]] = [], witnessPath: String? = nil
    ) {
        self.folder = folder
        self.pinned = pinned
        self.outside = outside
        self.witnessPath = witnessPath
    }

    package func verify() -> TrailVerdict {
        var verdict = TrailVerdict()
        do throws(TrailError) {
            try verify(&verdict)
        } catch {
            verdict.findings.append(.init(.unreadable, error.description))
        }
        verdict.findings = Array(verdict.findings.prefix(Self.maximumFindings))
        return verdict
    }

    private func verify(_ verdict: inout TrailVerdict) throws(TrailError) {
        let reader = try TrailReader(folder: folder)
        let key = try signer(of: reader, &verdict)
        let head = try reader.head()
        var heads = HeadCheck(key: key)
        heads.addOwn(head)
        for note in outside { heads.addOutside(note) }
        if let witnessPath { heads.addWitness(at: witnessPath) }
        do throws(DatabaseError) { try heads.addCheckpoints(of: reader.connection) } catch {
            throw .database(error)
        }
        var walk = try EntryWalk(reader, head: head, wantedSizes: heads.sizes)
        try walk.run(pageEntries: Self.pageEntries)
        verdict.size = walk.size
        verdict.root = walk.root
        verdict.erasedPayloads = walk.erasedPayloads
        verdict.findings += heads.compare(
            size: walk.size, isGapless: walk.isGapless, rootAt: walk.root(at:))
        let isRight = walk.isGapless && heads.ownRootHolds(rootAt: walk.root(at:))
        verdict.findings += walk.findings(
            entriesAreRight: isRight, signedSize: heads.ownSize ?? head.signedSize)
        verdict.comparedWith = heads.heldOutside
        verdict.remarks += remarks(walk, head: head)
    }

    private func signer(
        of reader: TrailReader, _ verdict: inout TrailVerdict
    ) throws(TrailError) -> NoteVerifier {
        if let pinned {
            if !reader.origin.utf8.elementsEqual(pinned.name.utf8) {
                verdict.findings.append(
                    .init(.otherLog, "this is the trail of \(reader.origin), not \(pinned.name)"))
            } else if reader.vkey != pinned.vkey {
                verdict.findings.append(
                    .init(.keyReplaced, "the trail names another key than the pinned one"))
            }
            return pinned
        }
        verdict.remarks.append("no key was given with --key: the one in the trail is taken")
        do throws(NoteError) { return try NoteVerifier(vkey: reader.vkey) } catch {
            throw .damaged("its key cannot be read: \(error)")
        }
    }

    private func remarks(_ walk: EntryWalk, head: TrailHead) -> [String] {
        var remarks: [String] = []
        if walk.erasedPayloads > 0 {
            remarks.append("\(walk.erasedPayloads) payloads were erased, each recorded")
        }
        if walk.size > head.signedSize {
            remarks.append(
                "\(walk.size - head.signedSize) entries at the end are not signed yet: nothing "
                    + "proves that none was cut off behind them")
        }
        return remarks
    }
}
