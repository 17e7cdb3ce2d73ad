import Control
import Governance
package import SafeText

/// A state that needs a person, as the banner says it.
package struct Alarm: Hashable, Sendable {
    /// How soon, the most urgent first.
    package enum Priority: Int, Comparable, Sendable {
        case stop, soon, note

        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    package let priority: Priority
    package let text: SafeText

    /// The sign before it; it says as much as the colour.
    package var mark: SafeText {
        switch priority {
        case .stop: "!!"
        case .soon: "! "
        case .note: ". "
        }
    }

    package var role: Role {
        switch priority {
        case .stop: .alarmStop
        case .soon: .alarmSoon
        case .note: .alarmNote
        }
    }
}

extension ConsoleModel {
    /// What needs a person now, the most urgent first: read from what the supervisor says, not kept.
    func alarms(at now: Int64) -> [Alarm] {
        guard let status else { return [] }
        var found = status.kills.map { kill -> Alarm in
            let scope = Words.scope(kill.scope)
            return Alarm(
                priority: .stop,
                text:
                    "KILLED: \(scope) since \(SafeText(untrusted: kill.act.at.clock))Z by \(Words.by(kill.act.by))"
            )
        }
        if let fault = status.trail.fault {
            found.append(
                Alarm(
                    priority: .stop,
                    text: "the trail cannot be written: \(SafeText(untrusted: fault))"))
        }
        for state in status.host.states {
            for reason in state.reasons {
                switch state.kind {
                case .killed: break
                case .degraded:
                    found.append(
                        Alarm(priority: .stop, text: "DEGRADED: \(SafeText(untrusted: reason))"))
                case .frozen:
                    found.append(
                        Alarm(priority: .soon, text: "FROZEN: \(SafeText(untrusted: reason))"))
                case .unguarded: break
                }
            }
        }
        if let noisiest = noisiest(at: now) {
            let text: SafeText = """
                \(vitals.holdsAnHour(at: now)) holds this hour, \(noisiest.holds) of \(
                    name: noisiest.agent.text): N on Approve pauses it
                """
            found.append(Alarm(priority: .soon, text: text))
        }
        if status.policy.pending != nil {
            found.append(
                Alarm(
                    priority: .soon, text: "a policy waits to be applied: pullcord policy pending"))
        }
        found += status.agents.filter { $0.paused != nil }.map {
            Alarm(priority: .note, text: "\(name: $0.name.text) is paused")
        }
        // What is so all the time comes after what happened tonight.
        found += Self.unguarded(status)
        return found.enumerated().sorted {
            ($0.element.priority, $0.offset) < ($1.element.priority, $1.offset)
        }.map(\.element)
    }

    private static func unguarded(_ status: StatusView) -> [Alarm] {
        status.host.states.filter { $0.kind == .unguarded }.flatMap(\.reasons).map {
            Alarm(priority: .note, text: "UNGUARDED: \(SafeText(untrusted: $0))")
        }
    }
}
