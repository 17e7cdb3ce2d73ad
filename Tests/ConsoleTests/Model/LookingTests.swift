import Control
import Governance
import SafeText
import Testing

@testable import Console

/// What no entry tells of does not grow old on screen.
@Suite struct LookingTests {
    /// What was asked since the last time, without what is under way.
    private static func asked(_ desk: inout Desk, _ seconds: Double) -> [ControlRequest] {
        let before = desk.commands.count
        desk.wait(seconds)
        return desk.commands[before...].compactMap { command in
            if case .ask(_, let request) = command { request } else { nil }
        }
    }

    @Test func aScreenOfCountsIsAskedForEverySecond() {
        var desk = Desk()
        desk.press(.character("5"))
        #expect(Self.asked(&desk, 1) == [.status, .runs])
        #expect(Self.asked(&desk, 1).isEmpty, "what is under way is not asked for twice")
        desk.answer()
        #expect(Self.asked(&desk, 1) == [.status, .runs])
    }

    @Test func anyOtherSeldom() {
        var desk = Desk()
        desk.press(.character("2"))
        for _ in 0..<4 { #expect(Self.asked(&desk, 1).isEmpty) }
        #expect(Self.asked(&desk, 1) == [.status])
    }

    @Test(arguments: [
        ("hold.denied", true), ("caller.left", true), ("call.withdrawn", true),
        ("agent.paused", true), ("run.ended", true), ("kill.engaged", true), ("run.joined", false),
        ("call.finished", false), ("rung.granted", false),
    ]) func whatChangesTheListIsFollowed(kind: String, isFollowed: Bool) {
        var desk = Desk([.high])
        let before = desk.commands.count
        desk.take(
            .entries([
                TailRow(
                    Sample.record(300, kind: kind), time: Sample.wall(desk.now), kind: kind,
                    word: "x", about: "x", weight: .calm)
            ]))
        let asked = desk.commands[before...].contains { command in
            if case .ask(_, .holds) = command { true } else { false }
        }
        #expect(asked == isFollowed)
    }

    /// The same pause is told with another nanosecond at each look; another pause is not marked.
    @Test(arguments: [(7, true), (-400_000_000, true), (1_000_000_000, false)])
    func aMarkStaysOnItsPause(nanoseconds: Int64, isMarked: Bool) {
        func paused(_ at: Int64) -> AgentView {
            let pause = ActView(by: "operator:bo", at: Sample.wall(at), reason: "it loops")
            return AgentView(
                name: AgentName("bot"), owner: "cleo", proof: .token, isProvable: true,
                unguarded: [], paused: pause, connections: 1, holds: 0, inFlight: 0, rungs: [])
        }
        var list = StoppedList()
        let now = paused(Sample.second + nanoseconds)
        guard let old = paused(Sample.second).paused, let new = now.paused else { return }
        let wasMarked = list.mark(AgentName("bot"), old)
        #expect(wasMarked)
        #expect(list.isMarked(AgentName("bot"), new) == isMarked)
        list.keepMarks(of: [now])
        #expect(list.names == (isMarked ? [AgentName("bot")] : []))
    }

    @Test func nothingIsAskedWhileNobodyIsHeard() {
        var desk = Desk()
        desk.press(.character("5"))
        desk.take(.disconnected(why: "closed", retryAt: 0))
        #expect(Self.asked(&desk, 10).isEmpty)
    }

    /// Who types a code too early reads why nothing came of it, not what its last letter does.
    @Test func theRestOfACodeDoesNotHideWhyItWasIgnored() {
        var desk = Desk([.high])
        desk.press(.character("2"), .enter)
        desk.answer()
        desk.show()
        #expect(desk.screen.contains(" (wait) a then the code 33R: approve"))
        desk.type("a33R")
        #expect(desk.screen.contains("ignored: pressed before this card could be read"))
        desk.wait(2)
        desk.type("R")
        #expect(desk.screen.contains("R does nothing here"))
        #expect(desk.screen.contains("\n a then the code 33R: approve"))
    }

    /// However long what was done is told: the key that takes it back is there.
    @Test func theKeyThatTakesBackIsNeverCut() {
        var desk = Desk([.high])
        desk.open()
        desk.type("a33R")
        desk.settle(.approved, saying: String(repeating: "very ", count: 30) + "long")
        #expect(desk.rows[22].hasSuffix("   u: recall it") && desk.rows[22].utf8.count <= 80)
    }

    /// An approval at high rests for three seconds, and then it goes without an entry of its own.
    @Test func thatAnApprovalHasGoneIsSeen() {
        var desk = Desk([.high])
        desk.open()
        desk.type("a33R")
        desk.settle(.approved)
        #expect(desk.screen.contains("u: recall it"))
        desk.holds[0].summary.state = .forwarded
        desk.wait(1)
        desk.answer()
        #expect(desk.screen.contains("[approved and sent]"))
        #expect(!desk.screen.contains("u: recall"))
        #expect(desk.screen.contains("33R: approved and sent"))
        desk.press(.character("q"), .character("u"))
        #expect(desk.screen.contains("there is nothing to take back"))
    }
}
