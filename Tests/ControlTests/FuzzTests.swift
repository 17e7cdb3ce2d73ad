import Control
import Testing

/// Hostile bytes: whatever comes, the reader answers with a value or a fault, and what it takes it
/// can write again.
@Suite struct FuzzTests {
    private static let seed: UInt64 = 0x70756C_6C63_6F72
    private static let rounds = 40_000

    @Test func damagedRequestsNeverTrap() throws {
        var random = Random(seed: Self.seed)
        let lines = Samples.requests.map {
            ControlCodec.bytes(of: ControlRequestLine(number: 7, $0))
        }
        var taken = 0
        for _ in 0..<Self.rounds {
            let bytes = random.damaged(lines)
            do {
                let line = try Wire.request(bytes)
                let again = try Wire.request(ControlCodec.bytes(of: line))
                guard line == again else {
                    Issue.record("seed \(Self.seed): read twice in two ways: \(bytes)")
                    return
                }
                taken += 1
            } catch is ControlRequestFault {
                continue
            }
        }
        #expect(taken > 0 && taken < Self.rounds, "the damage neither always nor never matters")
    }

    @Test func damagedRepliesNeverTrap() throws {
        var random = Random(seed: Self.seed)
        let lines = Samples.lines.map { ControlCodec.bytes(of: $0) }
        var faults = 0
        for _ in 0..<Self.rounds / 4 {
            do {
                _ = try Wire.line(random.damaged(lines), from: nil)
            } catch is WireFault {
                faults += 1
            }
        }
        #expect(faults > 0)
    }

    @Test func randomGreetingsNeverTrap() {
        var random = Random(seed: Self.seed)
        let greeting = AgentGreeting(agent: "billing-bot", server: "pay", token: "t", run: "r")
        for _ in 0..<Self.rounds {
            let bytes = random.damaged([greeting.bytes])
            do {
                let read = try bytes.withUnsafeBytes { try AgentGreeting($0) }
                #expect(read.agent.utf8.count <= ControlLimits.nameBytes)
            } catch {
                #expect(error is WireFault)
            }
        }
    }
}

/// A small generator with a seed (SplitMix64), and the damage it does.
private struct Random: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    mutating func damaged(_ lines: [[UInt8]]) -> [UInt8] {
        var bytes = lines[Int.random(in: 0..<lines.count, using: &self)]
        for _ in 0..<Int.random(in: 1...3, using: &self) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &self)
            switch Int.random(in: 0..<4, using: &self) {
            case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &self)
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + 1 + place % 7))
            case 2: bytes.insert(contentsOf: bytes[..<(place / 8)], at: place)
            default: bytes.swapAt(place, bytes.count - 1 - place)
            }
        }
        return bytes
    }
}
