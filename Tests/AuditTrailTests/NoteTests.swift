import JSON
import Testing

@testable import AuditTrail

@Suite struct NoteTests {
    @Test func theExampleOfTheSpecificationVerifies() throws {
        guard let note = Vectors.shared("c2sp-signed-note/example.note"),
            let key = Vectors.shared("c2sp-signed-note/example.vkey")
        else { return }
        let vkey = try Vectors.text(key).split(separator: "\n")[0]
        let verifier = try NoteVerifier(vkey: String(vkey))
        #expect(verifier.vkey == vkey)
        let bytes = try Vectors.bytes(note)
        let signed = try SignedNote(bytes)
        try signed.verify(by: verifier)
        #expect(signed.bytes == bytes)
        for index in bytes.indices where bytes[index] != 0x0a {
            var changed = bytes
            changed[index] ^= 1
            #expect(throws: NoteError.self) { try SignedNote(changed).verify(by: verifier) }
        }
    }

    @Test func aCheckpointOfAnotherLogIsRead() throws {
        guard let path = Vectors.shared("c2sp-signed-note/format-only.checkpoint") else { return }
        let note = try SignedNote(try Vectors.bytes(path))
        let checkpoint = try Checkpoint(text: note.text)
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.text == note.text)
    }

    @Test(arguments: [
        "", "a\n1\n", "a\n01\nAAAA\n", "a\n-1\nAAAA\n", "\n1\nAAAA\n", "a\n1\nAAAA\n\n",
        "a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
    ])
    func noOtherTextIsACheckpoint(_ text: String) {
        #expect(throws: NoteError.self) { try Checkpoint(text: text) }
    }

    @Test func allOfWycheproofAgrees() throws {
        guard let path = Vectors.shared("wycheproof/testvectors_v1/ed25519_test.json") else {
            return
        }
        var count = 0
        for group in try Vectors.json(path)["testGroups"]?.list ?? [] {
            let key = try #require(Hex.bytes(of: (group["publicKey"]?["pk"]?.text ?? "").utf8))
            let verifier = NoteVerifier(name: "w", publicKey: key)
            for test in group["tests"]?.list ?? [] {
                let message = try #require(Hex.bytes(of: (test["msg"]?.text ?? "").utf8))
                let signature = try #require(Hex.bytes(of: (test["sig"]?.text ?? "").utf8))
                let isValid = verifier.isSignature(signature, of: message)
                #expect(isValid == (test["result"]?.text == "valid"), "\(test)")
                count += 1
            }
        }
        #expect(count == 151)
    }

    /// No pass or fail: libraries differ on these on purpose. The count shows when ours changes.
    @Test func theEdgeCasesOfEd25519AreReported() throws {
        guard let path = Vectors.shared("cctv-ed25519/ed25519/ed25519vectors.json") else { return }
        let cases = try Vectors.json(path).list
        #expect(cases.count == 914)
        let accepted = cases.filter { test in
            let key = Hex.bytes(of: (test["key"]?.text ?? "").utf8) ?? []
            let signature = Hex.bytes(of: (test["sig"]?.text ?? "").utf8) ?? []
            return NoteVerifier(name: "c", publicKey: key)
                .isSignature(signature, of: Array((test["msg"]?.text ?? "").utf8))
        }
        print("report: cctv-ed25519: \(accepted.count) of \(cases.count) accepted")
    }

    @Test func theLogOfAThousandEntriesVerifies() throws {
        guard let folder = Vectors.shared("own-log-1000") else { return }
        let vkey = try Vectors.text(folder + "/vkey").split(separator: "\n")[0]
        let verifier = try NoteVerifier(vkey: String(vkey))
        let key = try #require(TrailKey(seed: [UInt8](repeating: 7, count: 32)))
        #expect(key.verifier(origin: verifier.name) == verifier)
        let note = try Vectors.bytes(folder + "/checkpoint")
        let head = try Checkpoint.verified(note, by: verifier)
        let early = try Checkpoint.verified(
            try Vectors.bytes(folder + "/checkpoint-at-300"), by: verifier)
        var builder = TileBuilder()
        var tiles: [TileBuilder.Tile] = []
        for file in try Vectors.files(folder + "/tile/entries") {
            var rest = try Vectors.bytes(file)[...]
            while rest.count >= 2 {
                let count = Int(rest.removeFirst()) << 8 | Int(rest.removeFirst())
                builder.append(.leaf(Array(rest.prefix(count)))) { tiles.append($0) }
                rest = rest.dropFirst(count)
                if builder.size == 300 { #expect(builder.root == early.root) }
            }
        }
        #expect(builder.size == 1_000 && builder.root == head.root)
        for tile in tiles where tile.level == 0 {
            let path = folder + "/" + TileLayout.path(level: 0, index: tile.index, partial: nil)
            #expect(try Vectors.bytes(path) == tile.hashes)
        }
        // Ed25519 has one signature for a text and a key: ours must be the same bytes.
        #expect(try key.sign(head) == note)
    }
}
