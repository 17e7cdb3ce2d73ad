import JSON
import MCP
import Testing

/// A small generator with a seed, so that a failure can be repeated.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

@Suite struct FuzzTests {
    /// What a mutation puts into a message: pieces that mean something.
    static let pieces: [String] = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "1e999", "-0", "\u{0}", "\u{FF}",
        #""id":1,"#, #""_meta":{"#, #""progressToken":"#, #""method":"initialize","#, #"\u0069d"#,
        #""result":{},"#, #""error":{"code":1,"message":""},"#, "io.modelcontextprotocol/",
        "notifications/cancelled", #""cursor":"","#, "\u{1F600}",
        String(repeating: "[", count: 200),
    ]

    private func mutate(_ bytes: [UInt8], _ random: inout Seeded) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int.random(in: 0..<3, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            case 2:
                let piece = Self.pieces.randomElement(using: &random) ?? ""
                bytes.insert(contentsOf: piece.utf8, at: place)
            case 3:
                let end = min(bytes.count, place + Int.random(in: 1..<40, using: &random))
                bytes.insert(contentsOf: bytes[place..<end], at: place)
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }

    /// Mutated recordings, fed to both sides in every era: nothing crashes, whatever is written is a
    /// message that reads, and no request is answered twice.
    @Test(arguments: [UInt64(1), 2, 3, 4])
    func mutatedRecordings(seed: UInt64) throws {
        var random = Seeded(seed)
        let recordings = try Recording.names.compactMap { try Recording($0) }
        guard !recordings.isEmpty else { return }
        var messages: [Recording.Line] = []
        for recording in recordings { messages += recording.lines }
        var written = 0
        for round in 0..<60 {
            let agent = Revision.allCases.randomElement(using: &random) ?? .newest
            let server = Revision.allCases.randomElement(using: &random) ?? .newest
            var relay = Fixtures.relayWithLists(agent: agent, server: server)
            for _ in 0..<40 {
                guard let line = messages.randomElement(using: &random) else { continue }
                let bytes = mutate(line.bytes, &random)
                if line.isFromClient {
                    relay.agentSends(bytes)
                } else {
                    relay.serverSends(try aimed(bytes, relay, &random))
                }
                for line in relay.toAgent + relay.toServer {
                    written += 1
                    #expect(reads(line), "seed \(seed) round \(round): \(line.text)")
                }
                relay.toAgent = []
                relay.toServer = []
            }
        }
        #expect(written > 500, "the fuzz reaches what writes")
    }

    /// Half of the server's mutated answers get the id of a request that is under way.
    private func aimed(
        _ bytes: [UInt8], _ relay: Relay, _ random: inout Seeded
    ) throws -> [UInt8] {
        guard Bool.random(using: &random), let target = relay.server.requestsInFlight.first,
            case .success(let envelope) = scan(bytes), envelope.has(.id)
        else { return bytes }
        return try replacing(.id, in: bytes, with: Array("\(target.id)".utf8))
    }

    private func reads(_ line: [UInt8]) -> Bool {
        switch scan(line) {
        case .success: true
        case .failure(let fault): fault.kind == .batch
        }
    }
}
