import Control
import Governance
import JSON

extension SupervisorViews {
    func agents() -> AgentsView {
        let agents = governor.policy?.agents.values.sorted { $0.name < $1.name } ?? []
        return AgentsView(host: host, agents: agents.prefix(ControlLimits.subjects).map(agent))
    }

    private func agent(_ agent: AgentPolicy) -> AgentView {
        let proof: AgentView.Proof = if case .token = agent.proof { .token } else { .user }
        return AgentView(
            name: agent.name, owner: agent.owner, proof: proof,
            isProvable: picture.provable.contains(agent.name),
            unguarded: picture.unguardedAgents[agent.name] ?? [],
            paused: governor.switches.pauses[agent.name].map(act),
            heldBack: picture.heldBack[agent.name],
            connections: picture.connections[agent.name] ?? 0,
            run: governor.runs.open.values.filter { $0.agent == agent.name }.map(\.id).max()?
                .description,
            holds: governor.holds.live.values.count {
                $0.isOpen && $0.judgement.agent == agent.name
            },
            inFlight: governor.flights.calls.values.count { $0.judgement.agent == agent.name },
            rungs: agent.may.keys.sorted().prefix(ControlLimits.subjects).map { tool in
                RungView(
                    tool: tool,
                    rung: min(agent.rung, governor.grants.rung(of: agent.name, with: tool)),
                    ceiling: agent.rung)
            })
    }

    func servers() -> [ServerView] {
        let servers = governor.policy?.servers.keys.sorted() ?? []
        return servers.prefix(ControlLimits.subjects).map { server in
            let hasDrifted = governor.pins.pins.contains {
                $0.key.server == server && $0.value.drifted != nil
            }
            return ServerView(
                name: server, pin: hasDrifted ? .drifted : .unreviewed,
                tools: picture.listedTools[server] ?? 0,
                processes: picture.processes[server] ?? [])
        }
    }

    func runs() -> RunsView {
        let open = governor.runs.open.values.sorted { $0.id > $1.id }
        return RunsView(
            host: host, runs: open.prefix(ControlLimits.runs).map(run),
            more: max(0, open.count - ControlLimits.runs))
    }

    private func run(_ run: Run) -> RunView {
        let budget = governor.policy?.agents[run.agent]?.budget
        var spent = [
            SpentView(
                name: "calls", spent: "\(run.spent.calls)", limit: budget.map { "\($0.calls)" }),
            SpentView(
                name: "writes", spent: "\(run.spent.writes)",
                limit: budget.map { "\($0.writes)" }),
            SpentView(
                name: "time",
                spent: "\(picture.now.since(run.startedAt).components.seconds)",
                limit: budget.map { "\($0.time.components.seconds)" }),
        ]
        let units = Set(run.spent.money.keys).union(budget.map { Set($0.sums.keys) } ?? [])
        for unit in units.sorted() {
            spent.append(
                SpentView(
                    name: unit.text, spent: run.spent.money[unit]?.description ?? "0",
                    limit: budget?.sums[unit]?.description))
        }
        return RunView(
            run: run.id.description, agent: run.agent,
            started: picture.wallTime(run.startedAt), lastCall: picture.wallTime(run.activeAt),
            ends: budget.map { picture.wallTime(run.startedAt.advanced(by: $0.time)) },
            ended: nil, connections: run.connections.count,
            holds: governor.holds.live.values.count {
                $0.isOpen && $0.judgement.run == run.id
            }, spent: spent)
    }
}
