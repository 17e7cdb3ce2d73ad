import Control
import Governance
import SafeText
import Testing

@testable import Console

/// The first row never leaves out what is in force.
@Suite struct HeaderTests {
    private static let labels = [
        "p", "prod-eu", String(repeating: "production-", count: 9),
        String(repeating: "語", count: 60),
    ]
    private static let states: [[StateView.Kind]] = [
        [], [.degraded], [.unguarded], [.degraded, .frozen, .unguarded],
    ]

    /// Also that a console only looks, which was left out beside a hold on 80 columns.
    @Test(arguments: [Key.character("L"), nil], [0, 1, 9]) func thatItOnlyLooksIsSaid(
        lock: Key?, holds: Int
    ) {
        for kinds in Self.states {
            for isKilled in [false, true] {
                var desk = Desk(
                    Array(repeating: .medium, count: holds), isReadOnly: lock == nil)
                desk.status.host.states = kinds.map { StateView(kind: $0, reasons: ["why"]) }
                if isKilled {
                    let act = ActView(by: "operator:ana", at: Sample.wall(0))
                    desk.status.kills = [
                        KillView(scope: .everything, source: .command, act: act)
                    ]
                }
                desk.tell()
                if let lock { desk.take(.key(lock)) }
                let row = desk.rows[0]
                for fact in ["(looking)", "LIVE", "ENFORCING", "KILL "]
                    + kinds.map({ "\($0)".uppercased() })
                {
                    #expect(row.contains(fact), "\(fact): \(row)")
                }
            }
        }
    }

    @Test(arguments: labels, [0, 9]) func whatIsInForceIsSaid(label: String, holds: Int) {
        for mode in [HostView.Mode.enforcing, .observing] {
            for kinds in Self.states {
                for isKilled in [false, true] {
                    var desk = Desk(Array(repeating: .medium, count: holds), label: label)
                    desk.status.host.mode = mode
                    desk.status.host.states = kinds.map { StateView(kind: $0, reasons: ["why"]) }
                    if isKilled {
                        let act = ActView(by: "operator:ana", at: Sample.wall(0))
                        desk.status.kills = [
                            KillView(scope: .everything, source: .command, act: act)
                        ]
                    }
                    desk.tell()
                    for silence in [0, 3] {
                        desk.now += Int64(silence) * Sample.second
                        let row = desk.rows[0]
                        let facts =
                            [silence == 0 ? "LIVE" : "LAGGING", "HELD \(holds)"]
                            + [mode == .enforcing ? "ENFORCING" : "OBSERVING"]
                            + kinds.map { "\($0)".uppercased() }
                            + [
                                isKilled ? "KILL ALL STOPPED" : "KILL off",
                                label.utf8.count < 10 ? String(label.prefix(1)) : "",
                            ]
                        for fact in facts where !fact.isEmpty {
                            #expect(row.contains(fact), "\(fact): \(row)")
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: labels) func notLiveSaysNothingElse(label: String) {
        var desk = Desk(label: label)
        desk.take(.disconnected(why: String(repeating: "closed ", count: 40), retryAt: desk.now))
        #expect(desk.rows[0].contains("NOT LIVE, last heard 10:00:0"))
        #expect(!desk.rows[0].contains("ENFORCING"))
        #expect(desk.rows[1].contains("closed"))
    }

    @Test func theMostUrgentAlarmComesFirst() {
        var desk = Desk()
        desk.status.host.states = [
            StateView(kind: .unguarded, reasons: ["a shared user"]),
            StateView(kind: .frozen, reasons: ["by bo"]),
            StateView(kind: .degraded, reasons: ["a canary"]),
        ]
        desk.tell()
        #expect(
            Self.alarms(desk) == [
                "DEGRADED: a canary", "FROZEN: by bo", "UNGUARDED: a shared user",
            ])
        #expect(desk.rows[1].hasPrefix("!! DEGRADED: a canary  (+2)"))
        desk.status.trail.fault = "no space"
        let act = ActView(by: "operator:ana", at: Sample.wall(0))
        desk.status.kills = [KillView(scope: .everything, source: .command, act: act)]
        desk.tell()
        #expect(
            Self.alarms(desk) == [
                "KILLED: everything since 10:00:00Z by ana",
                "the trail cannot be written: no space", "DEGRADED: a canary", "FROZEN: by bo",
                "UNGUARDED: a shared user",
            ])
    }

    private static func alarms(_ desk: Desk) -> [String] {
        desk.model.alarms(at: desk.now).map(\.text.plain)
    }
}
