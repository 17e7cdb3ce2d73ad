/// The last signed head, kept outside the trail's folder (beside the key): an old copy of the
/// folder that is put back does not reach it, and is refused. It proves nothing against somebody
/// who puts back both; only a head that left this machine does.
struct HeadWitness {
    let path: String

    var isThere: Bool { Files.status(path) != nil }

    /// Nil where there is none yet. An empty file says nothing, but that there was one: going on as
    /// if there had been none would take any old copy for the trail.
    func read(by verifier: NoteVerifier) throws(TrailError) -> Checkpoint? {
        let bytes: [UInt8]?
        do throws(FileFault) {
            bytes = try Files.read(path, limit: SignedNote.maximumBytes)
        } catch { throw .folder(path: path, reason: error.description) }
        guard let bytes else { return nil }
        guard !HeadWitness.isBlank(bytes) else { throw .headLost(path: path) }
        do throws(NoteError) {
            return try Checkpoint.verified(bytes, by: verifier)
        } catch {
            throw .doesNotExtendHead(reason: "the head kept in \(path) is not this log's: \(error)")
        }
    }

    /// What a crash leaves between the making of a file and the writing of its bytes.
    static func isBlank(_ bytes: [UInt8]) -> Bool { bytes.allSatisfy { $0 == 0 } }

    /// The bytes are synced before they get their name, so that a power cut leaves this head or the
    /// one before it, whole. Which of the two it is does no harm: the folder is not synced.
    func write(_ note: [UInt8]) throws(FileFault) {
        try Files.replace(path, with: note, syncing: .bytes)
    }
}
