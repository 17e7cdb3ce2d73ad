/// The proof that one entry is in a log, as C2SP tlog-proof v1 writes it: index, siblings and a
/// signed checkpoint. Needs nothing else but the entry's bytes and the log's key.
package struct TlogProof: Sendable, Equatable {
    package let index: UInt64
    /// Lowest first.
    package let siblings: [MerkleHash]
    /// A signed note.
    package let checkpoint: [UInt8]

    private static let title = "c2sp.org/tlog-proof@v1"
    /// No tree is higher.
    private static let maximumSiblings = 64

    package init(index: UInt64, siblings: [MerkleHash], checkpoint: [UInt8]) {
        self.index = index
        self.siblings = siblings
        self.checkpoint = checkpoint
    }

    /// Reads a proof; an `extra` line is allowed and ignored.
    package init(text: String) throws(NoteError) {
        let parts = text.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= SignedNote.maximumBytes else {
            throw .malformed("a proof is a head, an empty line and a checkpoint")
        }
        var lines = parts[0].split(separator: "\n", omittingEmptySubsequences: false)[...]
        guard lines.popFirst() == Self.title[...] else {
            throw .malformed("it does not begin with \(Self.title)")
        }
        if lines.first?.hasPrefix("extra ") == true { lines = lines.dropFirst() }
        guard let line = lines.popFirst(), line.hasPrefix("index "),
            let index = UInt64(line.dropFirst(6)), lines.count <= Self.maximumSiblings
        else { throw .malformed("there is no index") }
        var siblings: [MerkleHash] = []
        for line in lines {
            guard let bytes = Base64.bytes(of: line), let hash = MerkleHash(bytes) else {
                throw .malformed("a sibling is not 32 bytes in base64")
            }
            siblings.append(hash)
        }
        self.init(index: index, siblings: siblings, checkpoint: Array(parts[1].utf8))
    }

    package var text: String {
        let hashes = siblings.map { Base64.text(of: $0.bytes) + "\n" }.joined()
        return "\(Self.title)\nindex \(index)\n\(hashes)\n"
            + String(decoding: checkpoint, as: UTF8.self)
    }

    /// Throws unless the checkpoint is this key's and the entry is in its tree.
    package func verify(
        entry: [UInt8], by verifier: NoteVerifier
    ) throws(TlogProofError) {
        let head: Checkpoint
        do throws(NoteError) { head = try Checkpoint.verified(checkpoint, by: verifier) } catch {
            throw .checkpoint(error)
        }
        do throws(MerkleProofError) {
            try MerkleProof.verifyInclusion(
                of: .leaf(entry), at: index, size: head.size, root: head.root, proof: siblings)
        } catch { throw .inclusion(error) }
    }
}

/// Why a proof of an entry does not hold.
package enum TlogProofError: Error, Equatable, Sendable {
    case checkpoint(NoteError)
    case inclusion(MerkleProofError)
}
