import Console
import Control
import Governance
import Testing

/// What must be so of everything that a made-up world's console sent.
enum Misfire {
    /// What was sent is what the person saw when the first of its keys was pressed, and still saw when
    /// the last was; and it was there for long enough, and its keys are those that the screen asked for.
    static func check(_ answer: World.Answer, in world: World) {
        let decision = answer.answer
        let code = decision.code
        #expect(answer.isConnected, "\(code) was answered while there was no line")
        let isApproval = decision.decision == .approve
        let begins = answer.keys.lastIndex { $0.key == .character(isApproval ? "a" : "d") }
        guard let begins, begins < answer.keys.count - 1 else {
            Issue.record("\(code) was decided by one key or none")
            return
        }
        let (first, last) = (answer.keys[begins], answer.keys[answer.keys.count - 1])
        let seal = "rev \(decision.revision) sha256 \(decision.digest.hexadecimal.prefix(8))"
        let title = { (rows: [String]) in
            rows.first { $0.contains(" \(code)  ") && $0.contains(seal) }
        }
        guard let screen = world.shown.last(where: { $0.at <= last.at }) else {
            Issue.record("\(code): nothing was on screen")
            return
        }
        guard let seen = title(screen.rows) else {
            return checkGroup(answer, screen, in: world, first.at, last.at)
        }
        let tier = tier(in: seen)
        let least = first.at - (isApproval ? dwell(tier) : 400_000_000) + world.unattested
        #expect(
            since(world, from: least, until: last.at) {
                title($0).map(Self.tier) == tier
            } <= least,
            "\(code) was seen for too short a time")
        let keys = answer.keys[begins...].map(\.key)
        guard isApproval else { return checkReason(keys, decision) }
        let word = tier >= .high ? code : String(code.prefix(1))
        #expect(
            keys.map(upper) == [.character("A")] + word.map { .character($0) }, "\(code): \(keys)")
        if tier == .critical { checkReading(decision, in: world, before: first.at) }
    }

    /// `^X`, and then the key that says what is to stop.
    static func check(_ kill: World.Kill) {
        let keys = kill.keys.suffix(2)
        #expect(keys.first == .control("x"), "killed by \(kill.keys)")
        #expect(
            ["K", "r", "s", "t"].contains { keys.last == .character($0) }, "killed by \(kill.keys)")
    }

    /// A denial among others: the list was on screen for long enough, and the call stood in it with the
    /// digest that was sent; what came after the list was opened is not in it.
    private static func checkGroup(
        _ answer: World.Answer, _ screen: WorldScreen, in world: World, _ first: Int64,
        _ last: Int64
    ) {
        let decision = answer.answer
        guard case .deny = decision.decision, let group = screen.group else {
            Issue.record("\(decision.code) was not on screen")
            return
        }
        let keys = answer.keys.suffix(2).map(\.key)
        #expect(
            keys.first == .character("d")
                && ["1", "2", "3", "4", "5"].contains { .character($0) == keys.last },
            "\(decision.code): \(keys)")
        let least = first - 400_000_000
        let isListed = { (rows: [String]) in
            rows.contains { $0.hasPrefix("-- ") && $0.contains(" x pay/refund, held by rung ") }
        }
        #expect(isListed(screen.rows), "the list with \(decision.code) was not on screen")
        let since = since(world, from: least, until: last, isListed)
        #expect(since <= least, "the list with \(decision.code) was seen for too short a time")
        let row = "rev \(decision.revision) \(decision.digest.hexadecimal.prefix(8))"
        var (wasShown, newer) = (false, nil as WorldScreen?)
        for screen in world.shown.reversed()
        where !wasShown && screen.group == group && screen.at <= first {
            defer { newer = screen }
            if let newer, screen.isLike(newer) { continue }
            wasShown = screen.rows.contains {
                $0.hasPrefix(" \(decision.code)  ") && $0.contains(row)
            }
        }
        #expect(wasShown, "\(decision.code) was denied and not in the list")
    }

    /// An agent goes on because of `y`, at a question that was on screen for long enough, and that named
    /// it; where it was marked, together with the pause that the console knew when it sent the request.
    static func check(_ resume: World.Resume, in world: World) {
        let agent = resume.agent.text
        #expect(resume.isConnected, "\(agent) was resumed while there was no line")
        guard let last = resume.keys.last, last.key == .character("y") else {
            Issue.record("\(agent) was resumed by \(resume.keys.map(\.key))")
            return
        }
        let pause = resume.pause.map { "by \($0.by.dropFirst(9)) since \($0.at.clock)Z" } ?? "none"
        let least = last.at - 400_000_000
        let isAsked = { (rows: [String]) in
            rows.contains { $0.hasPrefix(" resume \(agent)?") }
                || rows.contains { $0.hasPrefix("-- RESUME th") }
                    && rows.contains { $0.hasPrefix("  \(agent) ") && $0.contains(pause) }
        }
        let screen = world.shown.last { $0.at <= last.at }
        #expect(
            screen.map { isAsked($0.rows) } == true,
            "\(agent), paused \(pause), was not asked about when it was resumed")
        let since = since(world, from: least, until: last.at, isAsked)
        #expect(since <= least, "\(agent), paused \(pause), was not asked about for long enough")
    }

    private static func checkReason(_ keys: [Key], _ decision: ControlAnswer) {
        if case .deny(.text(let text)) = decision.decision {
            #expect(
                keys == [.character("d"), .character("6")] + text.map { .character($0) } + [.enter])
        } else {
            #expect(keys.count == 2 && keys[1] != keys[0], "\(decision.code): \(keys)")
        }
    }

    /// Each of its arguments was on some screen of this card before the first key; what lay over the
    /// card in between does not make it unread.
    private static func checkReading(
        _ decision: ControlAnswer, in world: World, before moment: Int64
    ) {
        guard let hold = world.holds.first(where: { $0.summary.code == decision.code }) else {
            return
        }
        let seal = WorldScreen.Seal(
            code: decision.code, digest: decision.digest, revision: decision.revision)
        var rows: [String] = []
        var newer: WorldScreen?
        for screen in world.shown.reversed() where screen.at <= moment && screen.seal == seal {
            if let newer, screen.isLike(newer) { continue }
            rows += screen.rows
            newer = screen
        }
        let unseen = hold.arguments.filter { argument in
            !rows.contains { $0.hasSuffix(" \(argument.pointer)  \(argument.text)") }
        }
        #expect(unseen.isEmpty, "\(decision.code) was approved with arguments unread")
    }

    /// From when on the screens showed something without a break until a moment, at which they do: the
    /// caller has looked. No further back than needed; only those are drawn that differ from the one
    /// after.
    private static func since(
        _ world: World, from least: Int64, until moment: Int64, _ shows: ([String]) -> Bool
    ) -> Int64 {
        var since = moment
        // That one was looked at.
        var newer = world.shown.last { $0.at <= moment }
        for screen in world.shown.reversed() where screen.at <= moment && since > least {
            guard newer.map({ screen.isLike($0) }) ?? false || shows(screen.rows) else { break }
            since = screen.at
            newer = screen
        }
        return since
    }

    private static func upper(_ key: Key) -> Key {
        guard case .character(let character) = key else { return key }
        return .character(Character(character.uppercased()))
    }

    private static func tier(in title: String) -> Tier {
        let tiers: [(String, Tier)] = [
            ("CRITICAL", .critical), ("HIGH", .high), ("MEDIUM", .medium),
        ]
        return tiers.first { title.contains("  \($0.0)  ") }?.1 ?? .low
    }

    private static func dwell(_ tier: Tier) -> Int64 {
        switch tier {
        case .low, .medium: 400_000_000
        case .high: 1_500_000_000
        case .critical: 3_000_000_000
        }
    }
}
