import JSON
import Testing

@testable import AuditTrail

@Suite struct MerkleTests {
    @Test func theProbesOfTransparencyDevAgree() throws {
        guard let folder = Vectors.shared("merkle-rfc6962/testdata") else { return }
        let files = try Vectors.files(folder).filter { $0.hasSuffix(".json") }
        #expect(files.count == 196)
        for file in files {
            let probe = try Vectors.json(file)
            let mustFail = probe["wantErr"]?.isTrue == true
            let holds =
                probe["leafIdx"] == nil ? Self.isConsistent(probe) : Self.isIncluded(probe)
            #expect(holds != mustFail, "\(file)")
        }
    }

    @Test func theClassicEightLeavesAgree() throws {
        guard let path = Vectors.shared("rfc6962-8leaf/tree8.json") else { return }
        let data = try Vectors.json(path)
        let entries = try (data["leavesHex"]?.list ?? []).map {
            try #require(Hex.bytes(of: $0.text.utf8))
        }
        let roots = (data["rootsBySize0to8"]?.list ?? []).compactMap(Self.hash)
        #expect(entries.count == 8 && roots.count == 9)
        var edge = MerkleEdge()
        #expect(edge.root == roots[0])
        for (index, entry) in entries.enumerated() {
            edge.append(.leaf(entry))
            #expect(edge.root == roots[index + 1])
        }
        let leaves = entries.map { MerkleHash.leaf($0) }
        let range = Self.range(over: leaves)
        for proof in data["inclusion"]?.list ?? [] {
            let index = try #require(proof["Index"]?.natural)
            let size = try #require(proof["Size"]?.natural)
            let wanted = (proof["Proof"]?.list ?? []).compactMap(Self.hash)
            #expect(try range.inclusion(of: index, size: size) == wanted)
            try MerkleProof.verifyInclusion(
                of: leaves[Int(index)], at: index, size: size, root: roots[Int(size)],
                proof: wanted)
        }
        for proof in data["consistency"]?.list ?? [] {
            let old = try #require(proof["Size1"]?.natural)
            let new = try #require(proof["Size2"]?.natural)
            let wanted = (proof["Proof"]?.list ?? []).compactMap(Self.hash)
            #expect(try range.consistency(from: old, to: new) == wanted)
            try MerkleProof.verifyConsistency(
                from: old, roots[Int(old)], to: new, roots[Int(new)], proof: wanted)
        }
        #expect((data["inclusion"]?.list.count, data["consistency"]?.list.count) == (36, 36))
    }

    @Test func tilesFillAndGiveTheSameRoots() throws {
        var builder = TileBuilder()
        var tiles: [TileBuilder.Tile] = []
        for number in 0..<70_000 {
            builder.append(.leaf(Array("\(number)".utf8))) { tiles.append($0) }
        }
        #expect(tiles.count == 70_000 / 256 + 1)
        #expect(tiles.allSatisfy { $0.hashes.count == 8_192 })
        #expect(builder.partial.map(\.count) == [70_000 % 256, 70_000 / 256 % 256, 1])
    }

    private static func hash(_ value: JSONValue) -> MerkleHash? {
        Base64.bytes(of: value.text).flatMap { MerkleHash($0) }
    }

    /// Some probes compare roots that are no hashes ("don't care"); what counts there is whether
    /// they are equal, so their digest stands for them.
    private static func root(_ value: JSONValue) -> MerkleHash? {
        Base64.bytes(of: value.text).map { bytes in
            MerkleHash(bytes) ?? bytes.withUnsafeBytes { MerkleHash.digest($0) }
        }
    }

    private static func proof(_ probe: JSONValue) -> [MerkleHash]? {
        let list = probe["proof"]?.list ?? []
        let hashes = list.compactMap(hash)
        return hashes.count == list.count ? hashes : nil
    }

    private static func isIncluded(_ probe: JSONValue) -> Bool {
        guard let index = probe["leafIdx"]?.natural, let size = probe["treeSize"]?.natural,
            let root = probe["root"].flatMap(hash), let leaf = probe["leafHash"].flatMap(hash),
            let proof = proof(probe)
        else { return false }
        do throws(MerkleProofError) {
            try MerkleProof.verifyInclusion(
                of: leaf, at: index, size: size, root: root, proof: proof)
            return true
        } catch { return false }
    }

    private static func isConsistent(_ probe: JSONValue) -> Bool {
        guard let old = probe["size1"]?.natural, let new = probe["size2"]?.natural,
            let oldRoot = probe["root1"].flatMap(root), let newRoot = probe["root2"].flatMap(root),
            let proof = proof(probe)
        else { return false }
        do throws(MerkleProofError) {
            try MerkleProof.verifyConsistency(
                from: old, oldRoot, to: new, newRoot, proof: proof)
            return true
        } catch { return false }
    }

    /// A tree worked out the slow way.
    private static func range(over leaves: [MerkleHash]) -> MerkleRange<TrailError> {
        func subtree(_ height: Int, _ index: UInt64) -> MerkleHash {
            height == 0
                ? leaves[Int(index)]
                : .node(subtree(height - 1, index * 2), subtree(height - 1, index * 2 + 1))
        }
        return MerkleRange { (height, index) throws(TrailError) in subtree(height, index) }
    }
}
