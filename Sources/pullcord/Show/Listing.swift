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
                run.ended.map { "ended by \(Words.by($0.by))" } ?? "running",
                "\(run.holds)",
            ]
        }
        let table = Table.lines(
            ["RUN", "AGENT", "SINCE", "STATE", "HOLDS"], rows, columns: Screen.columns,
            empty: "no runs")
        // What was used of the budgets stands below each: beside the rest it has no room.
        let used = [[]] + view.runs.map(used)
        return head(view.host) + zip(table, used).flatMap { [$0] + $1 } + more(view.more, "runs")
    }

    private static func used(_ run: RunView) -> [SafeText] {
        let last = run.spent.count - 1
        let parts = run.spent.enumerated().map { spent($1) + ($0 < last ? "," : "") }
        return Prose.field(
            "  used", Prose.rows(of: parts, columns: Screen.columns - 8), indent: 8)
    }

    static func agents(_ view: AgentsView) -> [SafeText] {
        let rows = view.agents.map { agent in
            [
                "\(name: agent.name.text)", "\(name: agent.owner)", proof(agent),
                agent.paused.map { "PAUSED by \(Words.by($0.by))" }
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
            \(Words.count(view.withdrawn, "hold", "holds")) withdrawn
            """
        guard !view.calls.isEmpty else {
            return [engaged, "no call was at a server"]
        }
        let calls = view.calls.map { call -> SafeText in
            """
              c\(call.call)  \(name: call.agent.text)  \(name: call.tool.description)  \
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
        let by = hold.settled.map { " by \(Words.by($0.by))" as SafeText } ?? ""
        guard hold.state == .open else { return Words.state(hold.state) + by }
        return hold.callerWaits ? "open, caller waits" : "open, caller left"
    }

    private static func spent(_ spent: SpentView) -> SafeText {
        guard !spent.name.utf8.elementsEqual("time".utf8) else {
            let of = spent.limit.map { " of \(span($0))" as SafeText } ?? ""
            return "\(span(spent.spent))\(of)"
        }
        let of = spent.limit.map { " of \(SafeText(name: $0))" as SafeText } ?? ""
        return "\(SafeText(name: spent.spent))\(of) \(name: spent.name)"
    }

    /// Seconds of the wire as `6m30s`; what is none is shown as it is.
    private static func span(_ seconds: String) -> SafeText {
        guard let count = Int64(seconds) else { return SafeText(name: seconds) }
        return SafeText(name: Duration.seconds(count).words)
    }

    private static func more(_ count: Int, _ what: StaticString) -> [SafeText] {
        count == 0 ? [] : ["and \(count) more \(what)"]
    }
}
