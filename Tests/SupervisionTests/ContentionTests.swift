import Governance
import Testing

@testable import Supervision

/// When agents have to keep to their share of the loop.
@Suite struct ContentionTests {
    private static let second: UInt64 = 1_000_000_000
    private static let (one, two) = (ConnectionID(1), ConnectionID(2))

    @Test func nobodyWaitsForNobody() {
        var contention = Contention()
        for moment in 0..<100 {
            contention.heard(Self.one, at: UInt64(moment) * 1_000)
            #expect(!contention.isContended(at: UInt64(moment) * 1_000))
        }
    }

    @Test func aFloodKeepsToItsShareWhileAnotherSpeaks() {
        var contention = Contention()
        contention.heard(Self.one, at: 1)
        contention.heard(Self.two, at: 2)
        #expect(contention.isContended(at: 2))
        // However often the one is heard: the other was heard at 2.
        for moment in 3..<100 { contention.heard(Self.one, at: UInt64(moment)) }
        #expect(contention.isContended(at: 100))
        #expect(contention.isContended(at: 1 + Contention.window))
        #expect(!contention.isContended(at: 2 + Contention.window))
    }

    @Test func whoComesBackFindsTheOthersAtTheirShare() {
        var contention = Contention()
        contention.heard(Self.two, at: 0)
        contention.heard(Self.one, at: 10 * Self.second)
        #expect(!contention.isContended(at: 10 * Self.second))
        contention.heard(Self.two, at: 11 * Self.second)
        #expect(contention.isContended(at: 11 * Self.second))
        contention.heard(Self.one, at: 12 * Self.second)
        #expect(contention.isContended(at: 12 * Self.second))
    }

    @Test func whoIsGoneWantsNothing() {
        for gone in [Self.one, Self.two] {
            var contention = Contention()
            contention.heard(Self.one, at: 1)
            contention.heard(Self.two, at: 2)
            contention.left(gone)
            #expect(!contention.isContended(at: 3))
            // Whoever comes then is another, for the one who stayed.
            contention.heard(ConnectionID(3), at: 4)
            #expect(contention.isContended(at: 4))
        }
    }

    @Test func aStrangersLeavingChangesNothing() {
        var contention = Contention()
        contention.heard(Self.one, at: 1)
        contention.heard(Self.two, at: 2)
        contention.left(ConnectionID(3))
        #expect(contention.isContended(at: 3))
    }
}
