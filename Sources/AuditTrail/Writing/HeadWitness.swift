/// The last signed head, kept outside the trail's folder (beside the key): an old copy of the
/// folder that is put back does not reach it, and is refused. It proves nothing against somebody
/// who puts back both; only a head that left this machine does.
struct HeadWitness {
    let path: String

    /// Nil where there is none yet, or where a crash left an empty file.
    func read(by verifier: NoteVerifier) throws(TrailError) -> Checkpoint? {
        let bytes: [UInt8]?
        do throws(FileFault) {
            bytes = try Files.read(path, limit: SignedNote.maximumBytes)
        } catch { throw .folder(path: path, reason: error.description) }
        guard let bytes, !bytes.isEmpty else { return nil }
        do throws(NoteError) {
            return try Checkpoint.verified(bytes, by: verifier)
        } catch {
            throw .doesNotExtendHead(reason: "the head kept in \(path) is not this log's: \(error)")
        }
    }

    /// Not synced: after a power cut it may be older than the trail, which is no harm.
    func write(_ note: [UInt8]) throws(FileFault) {
        try Files.replace(path, with: note, sync: false)
    }
}
