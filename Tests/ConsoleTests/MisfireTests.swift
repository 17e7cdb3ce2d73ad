import Console
import Control
import Governance
import Testing

/// No key ever decides a card that was not on screen, whatever comes between (design section 7.7).
@Suite struct MisfireTests {
    /// 100 worlds of 1,000 steps each: arrivals, ends, changes, keys early, late, pasted and held.
    @Test(arguments: 0..<100) func noKeyDecidesWhatWasNotOnScreen(seed: Int) {
        var world = Self.world(seed)
        for _ in 0..<1_000 {
            WorldStep.take(&world)
            for answer in world.answers { Misfire.check(answer, in: world) }
            for kill in world.kills { Misfire.check(kill) }
            for resume in world.resumes { Misfire.check(resume, in: world) }
            world.answers = []
            world.kills = []
            world.resumes = []
        }
        #expect(world.moves.isEmpty)
    }

    /// That the worlds decide at all, in every way: a test in which nothing is ever sent would prove
    /// nothing.
    @Test func decisionsAreMade() {
        var answers: [World.Answer] = []
        var (kills, resumes, together) = (0, 0, 0)
        for seed in 0..<10 {
            var world = Self.world(seed)
            for _ in 0..<1_000 {
                let before = world.answers.count
                WorldStep.take(&world)
                if world.answers.count > before + 1 { together += 1 }
            }
            answers += world.answers
            kills += world.kills.count
            resumes += world.resumes.count
        }
        #expect(together > 20, "groups were denied")
        #expect(resumes > 20)
        #expect(answers.count { $0.answer.decision == .approve } > 50)
        #expect(answers.count { $0.answer.decision != .approve } > 50)
        #expect(answers.contains { $0.keys.last?.key == .enter }, "in the person's own words")
        #expect(kills > 5)
    }

    private static func world(_ seed: Int) -> World {
        // A terminal that attests nothing is only as good as its line is quick.
        let attests = seed % 5 != 4
        let delays: [Int64] = [1_000_000, 20_000_000, 150_000_000, 900_000_000]
        return World(
            seed: UInt64(seed), delay: delays[seed % (attests ? 4 : 3)], answersFences: attests,
            listed: seed % 3 == 2 ? 8 : 500)
    }
}
