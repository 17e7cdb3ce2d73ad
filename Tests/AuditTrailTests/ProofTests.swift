import Testing

@testable import AuditTrail

@Suite struct ProofTests {
    @Test func everyEntryAndEveryHeadIsProven() throws {
        let trail = try TestTrail.copy()
        let verifier = trail.key.verifier(origin: trail.origin)
        let reader = try trail.reader()
        let head = try reader.head()
        let export = TileExport(reader)
        for sequence in 0..<head.size {
            let entry = try reader.entry(sequence)
            let proof = try TlogProof(text: try export.proof(of: sequence).text)
            try proof.verify(entry: entry.bytes, by: verifier)
            #expect(throws: TlogProofError.self) {
                try proof.verify(entry: entry.bytes + [0], by: verifier)
            }
        }
        for old in stride(from: UInt64(1), through: head.size, by: 7) {
            let proof = try reader.consistency(from: old, to: head.size)
            let oldRoot = try reader.root(size: old)
            try MerkleProof.verifyConsistency(
                from: old, oldRoot, to: head.size, head.root, proof: proof)
            guard old < head.size else { continue }
            #expect(throws: MerkleProofError.self) {
                try MerkleProof.verifyConsistency(
                    from: old, head.root, to: head.size, head.root, proof: proof)
            }
        }
        #expect(throws: TrailError.noSuchEntry(head.size)) { try export.proof(of: head.size) }
    }

    @Test func anotherKeyProvesNothing() throws {
        let trail = try TestTrail.copy()
        let reader = try trail.reader()
        let other = try #require(TrailKey(seed: [UInt8](repeating: 8, count: 32)))
        let proof = try TileExport(reader).proof(of: 5)
        #expect(throws: TlogProofError.self) {
            try proof.verify(
                entry: try reader.entry(5).bytes, by: other.verifier(origin: trail.origin))
        }
    }

    @Test(arguments: [
        "", "c2sp.org/tlog-proof@v1\nindex 1\n", "c2sp.org/tlog-proof@v2\nindex 1\n\nnote",
        "c2sp.org/tlog-proof@v1\nindex -1\n\nnote", "c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n\nnote",
    ]) func noOtherTextIsAProof(_ text: String) {
        #expect(throws: NoteError.self) { try TlogProof(text: text) }
    }
}
