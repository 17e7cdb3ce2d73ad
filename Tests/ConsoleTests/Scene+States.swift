import Console
import Control
import Governance

/// Each screen in each state that a supervisor can be in: what every screen must say of it.
extension Scene {
    private struct State {
        let name: String
        let facts: [String]
        let never: [String]
        let make: @Sendable (inout Stage) -> Void

        init(
            _ name: String, _ facts: [String], never: [String] = [],
            make: @escaping @Sendable (inout Stage) -> Void
        ) {
            (self.name, self.facts, self.never, self.make) = (name, facts, never, make)
        }
    }

    /// A screen, its keys, and the states in which there is nothing of it to be seen.
    private struct Screen {
        let name: String
        var lacks: Set<String> = []
        let go: @Sendable (inout Stage) -> Void
    }

    private static let ready = ["LIVE 10:00:", "prod-eu ENFORCING", "KILL off"]

    private static let conditions: [State] = [
        State("empty", ready + ["HELD 0 "]) { _ in },
        State("calm", ready + ["HELD 0 "]) { stage in
            stage.agents()
            stage.entries(20)
        },
        State("busy", ready + ["HELD 0 "]) { stage in
            stage.agents()
            for _ in 0..<20 { stage.entries(100) }
        },
        State("held", ready + ["HELD 4 oldest 0:28"]) { stage in
            stage.agents()
            stage.holds([.medium, .high, .critical, .low])
        },
        State("alarm", ["!  FROZEN: agent billing-bot shares", "ENFORCING FROZEN"]) { stage in
            stage.agents()
            stage.entries(5)
            stage.states([.frozen])
        },
        State("observing", ["prod-eu OBSERVING", "KILL off"], never: ["ENFORCING"]) { stage in
            stage.agents()
            stage.holds([.high])
            stage.observing()
        },
        State("degraded", ["!! DEGRADED: agent billing-bot", "ENFORCING DEGRADED"]) { stage in
            stage.agents()
            stage.holds([.high])
            stage.states([.degraded])
        },
        State("killed", ["!! KILLED: everything since 10:00:01Z by ana", "KILL ALL STOPPED"]) {
            stage in
            stage.agents()
            stage.holds([.high])
            stage.killed()
        },
        State("not-live", ["NOT LIVE, last heard 10:00:01Z", "2 Approve --"], never: ["HELD 1"]) {
            stage in
            stage.agents()
            stage.holds([.high])
            stage.entries(5)
        },
        State("unguarded", [".  UNGUARDED: agent billing-bot", "ENFORCING UNGUARDED"]) { stage in
            // A paused agent stands before it in the banner.
            stage.agents(isOnePaused: false)
            stage.holds([.high])
            stage.states([.unguarded])
        },
    ]

    private static let views: [Screen] = [
        Screen(name: "live") { _ in },
        Screen(name: "approvals") { $0.key(.character("2")) },
        Screen(name: "card", lacks: ["empty", "calm", "busy", "alarm"]) { $0.open() },
        Screen(name: "tools") { $0.key(.character("3")) },
        Screen(name: "runs") { $0.key(.character("5")) },
        Screen(name: "servers") { $0.key(.character("6")) },
    ]

    /// But for those that a scene of their own shows.
    static let states: [Scene] = views.flatMap { view in
        conditions.filter { state in
            !view.lacks.contains(state.name)
                && !own.contains { $0.name == "\(view.name)-\(state.name)" }
        }.map { state in
            Scene(
                name: "\(view.name)-\(state.name)", facts: state.facts, never: state.never
            ) { stage in
                state.make(&stage)
                view.go(&stage)
                stage.answered()
                // What was on screen when the line broke stays there, and says that it is old.
                if state.name == "not-live" { stage.disconnect() }
            }
        }
    }
}
