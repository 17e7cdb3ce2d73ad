import AuditTrail
import Control
import Governance
import MCP
import Transport

extension Supervisor {
    /// Everything that operators are shown, at this instant.
    func picture(root: Digest = .zero) -> SupervisorPicture {
        let now = clock.now
        var processes: [ServerName: [ProcessView]] = [:]
        for link in servers.values.sorted(by: { $0.key.agent < $1.key.agent }) {
            processes[link.key.server, default: []].append(process(link, now))
        }
        var listed: [ServerName: Int] = [:]
        for (key, tools) in definitions {
            listed[key.server] = max(listed[key.server] ?? 0, tools.count)
        }
        let sharing = sharedUsers()
        return SupervisorPicture(
            governor: governor, now: now, wall: clock.wall, program: configuration.program,
            process: configuration.process, startedWall: startedWall,
            policyPath: configuration.policy, policyLoadedWall: policyLoadedAt,
            policyFaults: policyFaults, killDirectories: killDirectories, misfits: misfits,
            trail: trailView(root), trailConcerns: trailConcerns,
            present: Dictionary(grouping: operators.values, by: \.name).mapValues(\.count),
            connections: Dictionary(grouping: agents.values, by: \.key.agent).mapValues(\.count),
            processes: processes, listedTools: listed, unguarded: sharing.all,
            unguardedAgents: sharing.byAgent, heldBack: heldBack(),
            provable: surroundings.provable, held: held, tallies: tallies)
    }

    private func heldBack() -> [AgentName: HeldBackView] {
        let boot = SystemReading.bootNanoseconds
        return refusals.stretches(at: boot).mapValues { stretch in
            HeldBackView(
                since: WallTime(
                    nanoseconds: clock.wall(
                        at: clock.moment(boot: stretch.since), now: clock.moment(boot: boot))),
                refusals: stretch.refusals, perSecond: stretch.perSecond(at: boot))
        }
    }

    private func process(_ link: ServerLink, _ now: Moment) -> ProcessView {
        let state: ProcessView.State =
            link.isStopping ? .stopping : link.session.isOpen ? .running : .starting
        let wall = clock.wall(at: link.startedAt, now: now)
        return ProcessView(
            agent: link.key.agent, state: state, since: WallTime(nanoseconds: wall),
            process: link.process?.process.map(Int.init),
            revision: link.session.server.map { "\($0.revision.text)" },
            restarts: restarts[link.key]?.failures ?? 0, fault: nil)
    }

    private func trailView(_ root: Digest) -> TrailView {
        TrailView(
            origin: configuration.origin, size: (recorder.durable).map { $0 + 1 } ?? 0,
            root: root, waiting: Int(recorder.lag),
            lagNanoseconds: Int64(
                clamping: recorder.lagNanoseconds(boot: SystemReading.bootNanoseconds)),
            fault: governor.trailFault)
    }

    private func sharedUsers() -> SharedUsers {
        var users: [AgentName: Set<UInt32>] = [:]
        for connection in agents.values {
            users[connection.key.agent, default: []].insert(connection.user)
        }
        for (agent, user) in accounts.agents { users[agent, default: []].insert(user) }
        let servers = governor.policy?.servers.mapValues { server in
            accounts.serverUsers[server.name]?.user ?? accounts.own
        }
        return SharedUsers(agents: users, servers: servers ?? [:], sharing: accounts.sharing)
    }

    /// Answers an operator with what is so now that the act is durable.
    func complete(_ answer: Answering, _ completion: Completion, _ sequence: UInt64?) {
        let views = SupervisorViews(picture())
        switch completion {
        case .done(let message):
            answer.send(.done(DoneView(sequence: sequence, message: message)))
        case .released(let scope):
            answer.send(
                .done(
                    DoneView(
                        sequence: sequence, message: "\(scope.words) is released",
                        standing: standing)))
        case .hold(let code, let message):
            guard let hold = governor.holds.hold(coded: code) else {
                return answer.send(.fault(.noHold(code.description)))
            }
            answer.send(
                .settled(
                    SettledView(
                        hold: views.summary(hold), sequence: sequence ?? 0, message: message)))
        case .policy: answer.send(.policy(views.policy()))
        case .killed(let scope, let list):
            answer.send(.killed(killed(scope, list, views)))
        }
    }

    private func killed(
        _ scope: KillScope, _ list: InFlightList, _ views: SupervisorViews
    ) -> KilledView {
        let kill =
            governor.switches.kills.first { $0.scope == scope }
            ?? Kill(scope: scope, by: .supervisor, reason: "", at: clock.now)
        let calls = list.calls.prefix(ControlLimits.calls).map { call in
            let isRunning = governor.flights[call: call.call] != nil
            return CallView(
                call: call.call.number, agent: call.agent,
                tool: call.action.shown,
                forwarded: views.picture.wallTime(call.at), state: isRunning ? .running : .done)
        }
        return KilledView(
            kill: views.kill(kill), latched: WallTime(nanoseconds: clock.wall), calls: calls,
            withdrawn: list.withdrawn)
    }
}
