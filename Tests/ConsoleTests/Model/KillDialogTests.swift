import Control
import Governance
import Testing

@testable import Console

/// The kill switch says no more than is known, and takes two keys.
@Suite struct KillDialogTests {
    private static func view(_ scope: ControlScope) -> KilledView {
        KilledView(
            kill: KillView(
                scope: scope, source: .command, act: ActView(by: "operator:ana", at: Sample.wall(0))
            ),
            latched: Sample.wall(0), calls: [], withdrawn: 0)
    }

    private static func armed(_ tiers: [Tier] = []) -> Desk {
        var desk = Desk(tiers)
        if !tiers.isEmpty { desk.open() }
        desk.press(.control("x"))
        return desk
    }

    @Test(arguments: [
        Key.control("x"), .character("k"), .enter, .escape, .character("y"), .character("t"),
    ])
    func onlyItsKeyTripsIt(key: Key) {
        var desk = Self.armed()
        desk.press(key)
        #expect(desk.kills.isEmpty)
    }

    @Test func itsKeyTripsItOnce() {
        var desk = Self.armed()
        desk.type("KKK")
        desk.press(.control("x"), .character("K"))
        #expect(desk.kills == [.everything])
        #expect(desk.screen.contains("NOT CONFIRMED YET"))
    }

    @Test func whatIsOnScreenIsItsScope() {
        let tool = ToolName(server: ServerName("pay"), tool: "refund")
        for (key, scope) in [
            ("r", ControlScope.run("r7")), ("s", .server(tool.server)), ("t", .tool(tool)),
        ] {
            var desk = Self.armed([.medium])
            desk.type(key)
            #expect(desk.kills == [scope])
        }
    }

    @Test func worksFromEveryScreenAndPrompt() {
        let ways: [[Key]] = [
            [], [.character("2")], [.character("5")], [.character("6")], [.character("?")],
            [.character(":"), .character("f")], [.character("Z"), .character("x")], [.control("c")],
            [.character("f")], [.character("/")], [.character("L")],
        ]
        for way in ways {
            var desk = Desk()
            for key in way { desk.take(.key(key)) }
            desk.press(.control("x"), .character("K"))
            #expect(desk.kills == [.everything], "\(way)")
        }
        for text in ["", "a", "a3", "d", "d6x"] {
            var desk = Desk([.high])
            desk.open()
            desk.type(text)
            desk.press(.control("x"), .character("K"))
            #expect(desk.kills == [.everything], "on a card after \(text)")
        }
    }

    @Test func worksWithoutALineAndWhereNothingCanBeDecided() {
        var desk = Desk(size: Size(rows: 5, columns: 40), isReadOnly: true)
        desk.take(.disconnected(why: "closed", retryAt: 0))
        desk.press(.control("x"), .character("K"))
        #expect(desk.kills == [.everything])
    }

    @Test func armsForFiveSeconds() {
        var desk = Self.armed()
        desk.wait(4.9)
        #expect(desk.model.kill?.state == .armed)
        desk.wait(0.1)
        #expect(desk.model.kill == nil)
        desk.type("K")
        #expect(desk.kills.isEmpty)
    }

    @Test func aPasteIsNoKey() {
        var desk = Self.armed()
        desk.take(.pasted("K"))
        #expect(desk.kills.isEmpty && desk.model.kill == nil)
    }

    @Test func sentIsNotEngaged() {
        var desk = Self.armed()
        desk.type("K")
        desk.take(.kill(.sent))
        #expect(desk.screen.contains("NOT CONFIRMED YET") && !desk.screen.contains("ENGAGED"))
        desk.wait(0.1)
        desk.take(.kill(.engaged(Self.view(.everything))))
        #expect(desk.screen.contains("ENGAGED"))
        #expect(desk.screen.contains("acknowledged in 100 ms"))
    }

    @Test func whatNobodyConfirmsIsSaidAndTheFileMade() {
        var desk = Self.armed()
        desk.type("K")
        desk.wait(1)
        #expect(desk.screen.contains("NOT CONFIRMED: everything may still run"))
        desk.wait(1)
        #expect(desk.killFiles == [[]])
        desk.take(.kill(.file(path: "/run/kill/console", failure: nil)))
        #expect(desk.screen.contains("kill file made: /run/kill/console"))
        desk.take(.kill(.engaged(Self.view(.everything))))
        #expect(desk.screen.contains("ENGAGED"), "late, and true all the same")
    }

    /// The directories are those that the supervisor named when it was heard last; of each it is said
    /// whether the file is there.
    @Test func theFilesGoWhereTheSupervisorWatches() {
        var desk = Desk()
        desk.status.killDirectories = ["/run/pullcord/kill", "/srv/stop"]
        desk.tell()
        desk.take(.disconnected(why: "closed", retryAt: 0))
        desk.press(.control("x"), .character("K"))
        desk.take(.kill(.failed(why: "no supervisor listens")))
        #expect(desk.killFiles == [["/run/pullcord/kill", "/srv/stop"]])
        desk.take(.kill(.file(path: "/srv/stop/console", failure: "Permission denied")))
        desk.take(.kill(.file(path: "/run/pullcord/kill/console", failure: nil)))
        #expect(desk.screen.contains("kill file NOT MADE: /srv/stop/console: Permission denied"))
        #expect(desk.screen.contains("kill file made: /run/pullcord/kill/console"))
        // What is told again of the same file takes the place of what was told before.
        desk.take(.kill(.file(path: "/srv/stop/console", failure: nil)))
        #expect(desk.screen.contains("kill file made: /srv/stop/console"))
        #expect(!desk.screen.contains("NOT MADE"))
    }

    /// A file stops everything: it is not made for less.
    @Test func aNarrowKillMakesNoFile() {
        var desk = Self.armed([.medium])
        desk.type("t")
        desk.take(.kill(.failed(why: "refused")))
        #expect(desk.killFiles.isEmpty)
        #expect(desk.screen.contains("NOT CONFIRMED: tool pay/refund may still run"))
    }

    @Test func anotherKillsAcknowledgementIsNotThisOnes() {
        var desk = Self.armed([.medium])
        desk.type("t")
        desk.wait(1)
        desk.press(.control("x"), .character("K"))
        let tool = ToolName(server: ServerName("pay"), tool: "refund")
        desk.take(.kill(.engaged(Self.view(.tool(tool)))))
        #expect(desk.screen.contains("KILL SENT for everything: NOT CONFIRMED YET"))
        desk.wait(1)
        #expect(desk.screen.contains("NOT CONFIRMED: everything may still run"))
    }

    @Test func anAcknowledgementAfterTheDialogWasClosedIsSaid() {
        var desk = Self.armed()
        desk.type("K")
        desk.wait(1)
        desk.press(.escape)
        #expect(desk.model.kill == nil)
        desk.take(.kill(.engaged(Self.view(.everything))))
        #expect(desk.screen.contains("engaged late: the kill of everything"))
    }
}
