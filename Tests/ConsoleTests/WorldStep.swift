import Console
import Control
import Governance

/// What happens next in a made-up world: to the holds, to the line, on the keyboard.
enum WorldStep {
    static func take(_ world: inout World) {
        let hold = world.random.below(max(1, world.holds.count))
        switch world.random.below(34) {
        case 0:
            let tiers: [Tier] = [.low, .medium, .medium, .high, .critical]
            let tier = tiers[world.random.below(tiers.count)]
            world.arrive(tier: tier, arguments: 1 + world.random.below(24))
        case 1:
            let states: [HoldSummary.State] = [.denied, .expired, .withdrawn]
            world.end(hold, states[world.random.below(3)])
        case 2: world.change(hold)
        case 3: world.raise(hold)
        case 4: if world.random.below(2) == 0 { world.approve(hold) } else { world.forward(hold) }
        case 5: world.paste(["a", "aA7Q\r", "d1", "y\u{1B}", "K"][world.random.below(5)])
        case 6: world.resize(world.random.below(2) == 0 ? .full : Size(rows: 26, columns: 90))
        case 7: world.focus()
        case 8...10: world.draw()
        case 11:
            let held = [Key.character("a"), .character("d"), .character("j")][world.random.below(3)]
            for _ in 0..<8 { world.press(held) }
        case 12, 13: answerAsAPersonWould(&world)
        case 14: goElsewhere(&world)
        case 15: if world.random.below(4) == 0 { world.disconnect() }
        case 16: denyAGroupAsAPersonWould(&world)
        case 17: if world.isBusy, world.random.below(8) == 0 { world.burst() }
        case 18, 19:
            let agent = World.agents[world.random.below(World.agents.count)]
            world.throwSwitch(agent, by: ["bo", "cy"][world.random.below(2)])
        case 20: resumeAsAPersonWould(&world)
        case 21: hurry(&world)
        default: world.press(key(&world))
        }
        if world.random.below(3) == 0 { world.connect() }
        if world.random.below(3) == 0 { world.draw() }
        world.wait(Int64(world.random.below(400)) * 1_000_000)
    }

    /// Looks, reads, waits, and types what the screen asks for: so that answers are given at all.
    private static func answerAsAPersonWould(_ world: inout World) {
        if world.model.card == nil {
            world.press(.character(world.random.below(2) == 0 ? "!" : "2"))
            return world.press(.enter)
        }
        for _ in 0..<3 {
            world.press(.character(" "))
            world.wait(2_000_000_000)
            world.draw()
            world.wait(2_000_000_000)
        }
        guard let card = world.model.card else { return }
        let reasons: [[Key]] = [
            [.character("1")], [.character("6"), .character("n"), .character("o"), .enter],
        ]
        switch world.random.below(3) {
        case 0:
            world.press(.character("d"))
            for key in reasons[world.random.below(2)] { world.press(key) }
        default:
            world.press(.character("a"))
            for character in card.word { world.press(.character(character)) }
        }
    }

    /// Knows the code before the card can have been read: from another console, or from a colleague.
    private static func hurry(_ world: inout World) {
        world.press(.character(world.model.card == nil ? "!" : "n"))
        look(&world)
        guard let card = world.model.card else { return }
        world.press(.character("a"))
        for character in card.word { world.press(.character(character)) }
    }

    /// Opens what waits for one cause, reads it, mostly, and denies it.
    private static func denyAGroupAsAPersonWould(_ world: inout World) {
        for key in [Key.escape, .escape, .character("2"), .character("c")] { world.press(key) }
        look(&world)
        if world.random.below(4) > 0 {
            for _ in 0..<3 {
                world.press(.character(" "))
                look(&world)
            }
        }
        world.press(.character("d"))
        world.wait(Int64(world.random.below(300)) * 1_000_000)
        world.press(.character(["1", "3", "5", "6", "d"][world.random.below(5)]))
    }

    /// Opens what is stopped, marks some of it and lets that go on.
    private static func resumeAsAPersonWould(_ world: inout World) {
        for key in [Key.escape, .escape, .character("1"), .character("R")] { world.press(key) }
        look(&world)
        for _ in 0..<3 {
            if world.random.below(2) == 0 { world.press(.character(" ")) }
            world.press(.character("j"))
        }
        look(&world)
        world.press(.character("R"))
        if world.random.below(4) > 0 { look(&world) }
        if world.random.below(3) == 0 {
            world.throwSwitch(World.agents[world.random.below(3)], by: "bo")
            world.wait(300_000_000)
            world.throwSwitch(World.agents[world.random.below(3)], by: "cy")
        }
        world.press(.character("y"))
    }

    /// Waits until what is asked for is on screen, or not quite.
    private static func look(_ world: inout World) {
        world.wait(Int64(world.random.below(2_500)) * 1_000_000)
        world.draw()
        world.wait(Int64(world.random.below(2_500)) * 1_000_000)
    }

    /// Covers the card, leaves it, comes back; and uses the kill switch, or nearly.
    private static func goElsewhere(_ world: inout World) {
        let ways: [[Key]] = [
            [.character("?")], [.character("?"), .escape], [.character(":"), .escape],
            [.character(":"), .character("l"), .enter], [.character(":"), .character("k")],
            [.character(":"), .character("a"), .character("p"), .enter],
            [.control("x"), .character("K")], [.control("x"), .character("t")],
            [.control("x"), .escape], [.control("x")],
            [.escape, .character("1"), .character("2"), .enter],
            [.escape, .tab, .backTab, .enter], [.control("c"), .escape],
        ]
        for key in ways[world.random.below(ways.count)] { world.press(key) }
    }

    private static func key(_ world: inout World) -> Key {
        let codes = world.holds.suffix(20).flatMap { Array($0.summary.code) }
        let keys: [Key] = [
            .character("a"), .character("d"), .character("1"), .character("3"), .enter, .enter,
            .character("j"), .character("k"), .character("n"), .character("p"), .pageDown,
            .character(" "), .character("."), .character("!"), .escape, .character("2"),
            .character("h"), .character("u"), .backspace, .control("l"), .character("c"),
            .character("R"), .character("y"), .character("q"),
        ]
        let extra = codes.isEmpty ? [] : [Key.character(codes[world.random.below(codes.count)])]
        let all = keys + extra + extra + extra
        return all[world.random.below(all.count)]
    }
}
