import Control
import Governance
import SafeText

/// Lists of holds, runs and calls as lines.
enum Listing {
    /// `prod-eu  ENFORCING`, and a line for each state.
    static func head(_ host: HostView) -> [SafeText] {
        ["\(name: host.label)  \(Words.mode(host.mode))  \(Times.at(host.now))"]
            + host.states.flatMap { state in
                Prose.field(
                    Words.state(state.kind),
                    Prose.rows(
                        state.reasons.joined(separator: "; "), columns: Screen.columns - 11),
                    indent: 11)
            }
    }

    static func holds(_ view: HoldsView) -> [SafeText] {
        let rows = view.holds.map { hold in
            [
                "\(name: hold.code)", Words.tier(hold.tier), age(hold, view.host.now),
                left(hold, view.host.now), "\(name: hold.agent.text)",
                "\(name: hold.tool.description)", state(hold),
            ]
        }
        return head(view.host)
            + Table.lines(
                ["CODE", "TIER", "AGE", "LEFT", "AGENT", "TOOL", "STATE"], rows,
                columns: Screen.columns, empty: "nothing waits") + more(view.more, "holds")
    }

    static func runs(_ view: RunsView) -> [SafeText] {
        let rows = view.runs.map { run in
            [
                "\(name: run.run)", "\(name: run.agent.text)", Times.at(run.started),
                run.ended.map { "ended by \(name: $0.by)" } ?? "running",
                "\(run.holds)", run.spent.map(spent).joined(by: ", "),
            ]
        }
        return head(view.host)
            + Table.lines(
                ["RUN", "AGENT", "SINCE", "STATE", "HOLDS", "USED"], rows,
                columns: Screen.columns, empty: "no runs") + more(view.more, "runs")
    }

    static func agents(_ view: AgentsView) -> [SafeText] {
        let rows = view.agents.map { agent in
            [
                "\(name: agent.name.text)", "\(name: agent.owner)", proof(agent),
                agent.paused.map { "PAUSED by \(name: $0.by)" }
                    ?? (agent.connections > 0 ? "connected" : "away"),
                agent.run.map { "\(name: $0)" } ?? "-", "\(agent.holds)",
                agent.unguarded.isEmpty ? "" : "UNGUARDED",
            ]
        }
        return head(view.host)
            + Table.lines(
                ["AGENT", "OWNER", "PROOF", "STATE", "RUN", "HOLDS", ""], rows,
                columns: Screen.columns, empty: "the policy names no agents")
    }

    static func killed(_ view: KilledView) -> [SafeText] {
        let engaged: SafeText = """
            KILLED: \(Words.scope(view.kill.scope)), latched at \(Times.at(view.latched)); \
            \(view.withdrawn) holds withdrawn
            """
        guard !view.calls.isEmpty else {
            return [engaged, "no call was at a server"]
        }
        let calls = view.calls.map { call -> SafeText in
            """
              call \(call.call)  \(name: call.agent.text)  \(name: call.tool.description)  \
            sent \(Times.at(call.forwarded))  \(word(call.state))
            """
        }
        return [engaged, "sent before, by name:"] + calls
    }

    private static func word(_ state: CallView.State) -> SafeText {
        switch state {
        case .running: "still at the server"
        case .done: "done"
        case .unknown: "UNKNOWN whether it happened"
        }
    }

    private static func proof(_ agent: AgentView) -> SafeText {
        switch agent.proof {
        case .token: agent.isProvable ? "token" : "token, NONE MADE"
        case .user: agent.isProvable ? "user id" : "user id, NO SUCH USER"
        }
    }

    private static func age(_ hold: HoldSummary, _ now: WallTime) -> SafeText {
        Span.clock(hold.opened.nanoseconds(until: now))
    }

    private static func left(_ hold: HoldSummary, _ now: WallTime) -> SafeText {
        hold.state == .open ? Span.clock(now.nanoseconds(until: hold.parkUntil)) : "-"
    }

    private static func state(_ hold: HoldSummary) -> SafeText {
        let by = hold.settled.map { " by \(name: $0.by)" as SafeText } ?? ""
        guard hold.state == .open else { return Words.state(hold.state) + by }
        return hold.callerWaits ? "open, caller waits" : "open, caller left"
    }

    private static func spent(_ spent: SpentView) -> SafeText {
        let of = spent.limit.map { " of \(SafeText(name: $0))" as SafeText } ?? ""
        return "\(SafeText(name: spent.spent))\(of) \(name: spent.name)"
    }

    private static func more(_ count: Int, _ what: StaticString) -> [SafeText] {
        count == 0 ? [] : ["and \(count) more \(what)"]
    }
}
