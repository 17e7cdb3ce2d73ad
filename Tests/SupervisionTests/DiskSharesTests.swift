import Governance
import Testing

@testable import Supervision

/// What an agent may have waiting for the disk.
@Suite struct DiskSharesTests {
    private static let ada = AgentName("ada")
    private static let bob = AgentName("bob")

    private static func holdsBack(_ shares: inout DiskShares, _ agent: AgentName) -> Bool {
        shares.holdsBack(agent, at: 0)
    }

    private static func letGo(_ shares: inout DiskShares) -> [AgentName] { shares.letGo(at: 0) }

    private static func letAllGo(_ shares: inout DiskShares) -> [AgentName] { shares.letAllGo() }

    @Test(
        "an agent has its share of entries and of bytes",
        arguments: [
            (DiskShares.Amount(entries: DiskShares.share.entries, bytes: 0), false),
            (DiskShares.Amount(entries: DiskShares.share.entries + 1, bytes: 0), true),
            (DiskShares.Amount(entries: 1, bytes: DiskShares.share.bytes), false),
            (DiskShares.Amount(entries: 1, bytes: DiskShares.share.bytes + 1), true),
        ])
    func share(_ amount: DiskShares.Amount, isOver: Bool) {
        var shares = DiskShares()
        shares.add(amount, of: Self.ada)
        #expect(Self.holdsBack(&shares, Self.ada) == isOver)
        #expect(shares.isHeldBack(Self.ada) == isOver)
        #expect(!Self.holdsBack(&shares, Self.bob))
    }

    @Test("none of 50 agents has more than is left for the others, so that room is never used up")
    func room() {
        var shares = DiskShares()
        let one = DiskShares.Amount(entries: 1, bytes: 1)
        let agents = (0..<50).map { AgentName("agent-\($0)") }
        for round in 0... {
            let free = agents.filter { !shares.isHeldBack($0) }
            guard !free.isEmpty else { break }
            #expect(round <= DiskShares.share.entries)
            for agent in free {
                shares.add(one, of: agent)
                _ = shares.holdsBack(agent, at: 0)
            }
        }
        shares.add(one, of: Self.ada)
        let (isFull, isHeldBack) = (shares.isFull, Self.holdsBack(&shares, Self.ada))
        #expect(!isFull)
        #expect(!isHeldBack, "one that asks little is not held back")
    }

    @Test("what nobody's is counts for all, and nothing is left of what is durable")
    func ends() {
        var shares = DiskShares()
        let much = DiskShares.Amount(entries: DiskShares.all.entries + 1, bytes: 7)
        shares.add(much, of: nil)
        #expect(shares.isFull && !shares.isLow)
        shares.remove(much, of: nil)
        shares.add(much, of: Self.ada)
        #expect(Self.holdsBack(&shares, Self.ada))
        shares.remove(much, of: Self.ada)
        #expect(shares.total == DiskShares.Amount() && shares[Self.ada] == DiskShares.Amount())
        #expect(shares.isLow && Self.letGo(&shares) == [Self.ada])
    }

    @Test("nothing is recorded any more: everybody is let go")
    func all() {
        var shares = DiskShares()
        shares.add(DiskShares.Amount(entries: 1_000, bytes: 0), of: Self.ada)
        #expect(Self.holdsBack(&shares, Self.ada))
        #expect(Self.letAllGo(&shares) == [Self.ada] && !shares.holdsAnybodyBack)
    }

    @Test(
        "who was held back by a slow disk does not run ahead of it for a while; a quick one forgets",
        arguments: [(UInt64(0), true), (DiskShares.slow, true), (DiskShares.slow + 1, false)])
    func sedate(_ took: UInt64, runsAhead: Bool) {
        var shares = DiskShares()
        let much = DiskShares.Amount(entries: DiskShares.share.entries + 1, bytes: 0)
        shares.add(much, of: Self.ada)
        let isHeldBack = shares.holdsBack(Self.ada, at: 1_000)
        #expect(isHeldBack && !shares.mayRunAhead(Self.ada, at: 1_000))
        shares.remove(much, of: Self.ada)
        let end = 1_000 + took
        let free = shares.letGo(at: end)
        #expect(free == [Self.ada])
        #expect(shares.mayRunAhead(Self.ada, at: end) == runsAhead)
        #expect(shares.mayRunAhead(Self.ada, at: end + DiskShares.patience))
    }

    @Test("the disk begins with what waits when half a share does")
    func halfWay() {
        var shares = DiskShares()
        shares.add(DiskShares.Amount(entries: DiskShares.share.entries / 2, bytes: 0), of: Self.ada)
        #expect(!shares.isHalfWay(Self.ada))
        shares.add(DiskShares.Amount(entries: 1, bytes: 0), of: Self.ada)
        let isHeldBack = Self.holdsBack(&shares, Self.ada)
        #expect(shares.isHalfWay(Self.ada) && !isHeldBack)
    }
}
