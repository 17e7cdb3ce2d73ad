/// The head of a log, as C2SP tlog-checkpoint v1.0.0 writes it: origin, size, root.
package struct Checkpoint: Sendable, Equatable {
    /// Which log: `pullcord.local/HOST/LOG`, with `/segment-N` from the second segment on.
    package let origin: String
    /// Number of entries.
    package let size: UInt64
    package let root: MerkleHash

    package init(origin: String, size: UInt64, root: MerkleHash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Reads the text of a note. Extension lines after the first three are allowed and ignored.
    package init(text: String) throws(NoteError) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, lines.last == "", !lines[0].isEmpty else {
            throw .malformed("a checkpoint has an origin, a size and a root")
        }
        guard lines.dropLast().allSatisfy({ !$0.isEmpty }) else {
            throw .malformed("a checkpoint has no empty line")
        }
        guard let size = UInt64(lines[1]), String(size).utf8.elementsEqual(lines[1].utf8) else {
            throw .malformed("the size is no plain number")
        }
        guard let bytes = Base64.bytes(of: lines[2]), let root = MerkleHash(bytes) else {
            throw .malformed("the root is not 32 bytes in base64")
        }
        self.init(origin: String(lines[0]), size: size, root: root)
    }

    /// The text to sign.
    package var text: String { "\(origin)\n\(size)\n\(Base64.text(of: root.bytes))\n" }

    /// Reads a signed checkpoint and checks the signature and that it is of the key's own log.
    package static func verified(
        _ note: [UInt8], by verifier: NoteVerifier
    ) throws(NoteError) -> Checkpoint {
        let signed = try SignedNote(note)
        try signed.verify(by: verifier)
        let checkpoint = try Checkpoint(text: signed.text)
        guard checkpoint.origin.utf8.elementsEqual(verifier.name.utf8) else {
            throw .malformed("the origin \(checkpoint.origin) is not the key's")
        }
        return checkpoint
    }
}
