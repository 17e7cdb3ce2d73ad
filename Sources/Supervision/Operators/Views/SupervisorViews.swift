import Control
import Governance

/// Makes what operators are shown of a picture of the supervisor. Pure.
struct SupervisorViews {
    let picture: SupervisorPicture

    init(_ picture: SupervisorPicture) {
        self.picture = picture
    }

    var governor: Governor { picture.governor }

    var host: HostView {
        let policy = governor.policy
        return HostView(
            label: policy?.host.label ?? "no policy", colour: policy?.host.colour.rawValue,
            mode: policy?.mode == .observe ? .observing : .enforcing, states: states,
            now: WallTime(nanoseconds: picture.wall))
    }

    private var states: [StateView] {
        var states: [StateView] = []
        if !governor.switches.kills.isEmpty {
            let reasons = governor.switches.kills.map {
                "\($0.scope.words) by \($0.by.words): \($0.reason)"
            }
            states.append(StateView(kind: .killed, reasons: reasons))
        }
        let trail = governor.trailFault.map {
            "the trail cannot be written, so nothing is forwarded: \($0)"
        }
        let degraded = (trail.map { [$0] } ?? []) + picture.trailConcerns + picture.misfits
        if !degraded.isEmpty { states.append(StateView(kind: .degraded, reasons: degraded)) }
        if let freeze = governor.switches.freeze {
            states.append(
                StateView(kind: .frozen, reasons: ["by \(freeze.by.words): \(freeze.reason)"]))
        }
        if !picture.unguarded.isEmpty {
            states.append(StateView(kind: .unguarded, reasons: picture.unguarded))
        }
        return states
    }

    func welcome(_ name: OperatorName) -> WelcomeView {
        WelcomeView(
            version: .current, program: picture.program, you: person(name), host: host)
    }

    func status() -> StatusView {
        let open = governor.holds.live.values.filter(\.isOpen)
        return StatusView(
            host: host, program: picture.program, process: picture.process,
            started: WallTime(nanoseconds: picture.startedWall),
            kills: governor.switches.kills.map(kill),
            killDirectories: picture.killDirectories,
            frozen: governor.switches.freeze.map(act), openHolds: open.count,
            oldestHold: open.map(\.openedAt).min().map(picture.wallTime),
            inFlight: governor.flights.calls.count, trail: picture.trail, policy: policy(),
            operators: (governor.policy?.operators.keys.sorted() ?? []).map(person),
            agents: agents().agents, servers: servers())
    }

    func snapshot(from sequence: UInt64) -> SnapshotView {
        SnapshotView(sequence: sequence, status: status(), holds: holds(), runs: runs())
    }

    func policy() -> PolicyView {
        let pending = governor.pending.map { pending in
            PendingPolicyView(
                digest: pending.policy.digest, since: picture.wallTime(pending.at),
                differences: Array(pending.changes.prefix(ControlLimits.sentences)),
                approvalsNeeded: 1, approvedBy: [])
        }
        return PolicyView(
            digest: governor.policy?.digest ?? .zero, path: picture.policyPath,
            loaded: WallTime(nanoseconds: picture.policyLoadedWall), pending: pending,
            faults: picture.policyFaults)
    }

    func act(_ pause: Pause) -> ActView {
        ActView(by: pause.by.text, at: picture.wallTime(pause.at), reason: pause.reason)
    }

    func kill(_ kill: Kill) -> KillView {
        let source: KillView.Source =
            switch kill.by {
            case .killFile: .file
            case .signal: .signal
            case .latch: .unreadable
            case .person, .supervisor: .command
            }
        return KillView(
            scope: ControlScope(kill.scope), source: source,
            act: ActView(
                by: kill.by.text, at: picture.wallTime(kill.at), reason: kill.reason))
    }

    private func person(_ name: OperatorName) -> OperatorView {
        let rights = governor.policy?.operators[name]
        return OperatorView(
            name: name, answers: rights?.answers, scripts: rights?.scripts,
            may: (rights?.may ?? []).compactMap { OperatorView.Power(rawValue: $0.rawValue) }
                .sorted { $0.rawValue < $1.rawValue },
            present: picture.present[name] ?? 0)
    }
}
