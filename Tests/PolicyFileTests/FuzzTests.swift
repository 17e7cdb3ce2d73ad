import Governance
import PolicyFile
import Testing

/// Files that somebody mistyped, cut or mixed up: whatever comes in, a policy or faults come out.
struct FuzzTests {
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func aMutatedFileGivesAPolicyOrFaultsInsideIt(_ seed: UInt64) {
        var random = Splitmix(state: seed)
        let good = Array(PolicyText.example.utf8)
        var policies = 0
        for round in 0..<400 {
            var bytes = good
            for _ in 0...Int.random(in: 0...3, using: &random) {
                FuzzTests.mutate(&bytes, using: &random)
            }
            switch PolicyText.read(bytes) {
            case .success: policies += 1
            case .failure(let faults):
                let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
                let areInside = faults.faults.allSatisfy { (1...lines + 1).contains($0.line) }
                #expect(!faults.faults.isEmpty && areInside, "seed \(seed), round \(round)")
                #expect(
                    faults.faults.allSatisfy { !$0.message.isEmpty }, "seed \(seed), round \(round)"
                )
            }
        }
        // Most mutations break something, and some fall into comments and words.
        #expect((1..<300).contains(policies), "seed \(seed): \(policies) of 400 were policies")
    }

    /// What design section 8 asks for: 50 agents, 50 servers, 2,000 tools, and everybody may all.
    @Test func theLargestPolicyIsReadSoon() throws {
        var lines = PolicyText.smallest.split(separator: "\n").dropLast().map(String.init)
        lines.append("servers:")
        lines += (0..<50).map { "  server-\($0): { command: [server-\($0), --live] }" }
        lines.append("tools:")
        let tools = (0..<2000).map { "server-\($0 % 50)/tool_\($0)" }
        lines += tools.map {
            "  \($0): { tier: medium, say: 'do {/it}', limits: [10/min], blast: { unit: records, each: 1 } }"
        }
        lines.append("agents:")
        for agent in 0..<50 {
            let may = tools.filter { _ in agent < 5 }.joined(separator: ", ")
            lines.append(
                "  agent-\(agent): { owner: o, proof: { token: keys/\(agent) }, may: [\(may)] }")
        }
        let text = lines.joined(separator: "\n")
        let start = ProcessorTime.now()
        let policy = try PolicyText.read(text).get()
        #expect(policy.tools.count == 2000 && policy.agents.count == 50)
        #expect(ProcessorTime.now() - start < .seconds(20))
        // A file whose tools are all misspelled is told so as soon.
        let broken = text.replacing("/tool_", with: "/tol_", maxReplacements: 2000)
        #expect(PolicyText.faults(broken).count == 200)
        #expect(ProcessorTime.now() - start < .seconds(40))
    }

    private static let pieces = [
        "{", "}", "[", "]", ":", ": ", ",", "\"", "'", "\n", "  ", "- ", "&a ", "*a ", "!t ", "|",
        ">", "#",
        "?", "\u{202E}", "é", "0", "-1", "/", "{/", "%", "@", "`", "tier", "deny", "---\n", "...",
        "\t", "\u{0}",
    ].map { Array($0.utf8) }

    private static func mutate(_ bytes: inout [UInt8], using random: inout Splitmix) {
        let place = Int.random(in: 0..<max(1, bytes.count), using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0:
            bytes.insert(
                contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &random)],
                at: min(place, bytes.count))
        case 1: if place < bytes.count { bytes.remove(at: place) }
        case 2: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &random) }
        case 3: if place + 1 < bytes.count { bytes.swapAt(place, place + 1) }
        case 4:
            bytes.removeSubrange(
                place..<min(bytes.count, place + Int.random(in: 1...40, using: &random)))
        default:
            var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                .map(Array.init)
            lines.swapAt(
                Int.random(in: 0..<lines.count, using: &random),
                Int.random(in: 0..<lines.count, using: &random))
            bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
        }
    }
}

/// Steele, Lea and Flood's generator: the same numbers on every machine.
private struct Splitmix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
