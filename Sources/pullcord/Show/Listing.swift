import Console
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

    /// How many settled holds stand below the open ones unless all are asked for: enough to see what
    /// just happened, few enough that what waits stays on the screen.
    private static let settledShown = 5

    /// What waits, the oldest first; below it, apart, what was settled lately, the latest first.
    static func holds(_ view: HoldsView, showsAll: Bool = false) -> [SafeText] {
        let now = view.host.now
        let rows = view.holds.filter { !$0.state.isSettled }.map { hold in
            [
                "\(name: hold.code)", Words.tier(hold.tier), age(hold, now), left(hold, now),
                "\(name: hold.agent.text)", "\(name: hold.tool.description)", state(hold),
            ]
        }
        return head(view.host)
            + Table.lines(
                ["CODE", "TIER", "AGE", "LEFT", "AGENT", "TOOL", "STATE"], rows,
                columns: Screen.columns, empty: "nothing waits") + more(view.more, "holds")
            + settled(view, showsAll: showsAll)
    }

    private static func settled(_ view: HoldsView, showsAll: Bool) -> [SafeText] {
        func moment(_ hold: HoldSummary) -> WallTime { hold.settled?.at ?? hold.opened }
        let all = view.holds.filter(\.state.isSettled).sorted { moment($0) > moment($1) }
        let shown = all.prefix(showsAll ? all.count : settledShown)
        guard !shown.isEmpty else { return [] }
        let rows = shown.map { hold in
            [
                "\(name: hold.code)", Words.tier(hold.tier),
                Span.clock(moment(hold).nanoseconds(until: view.host.now)),
                "\(name: hold.agent.text)", "\(name: hold.tool.description)", state(hold),
            ]
        }
        let rest = all.count - shown.count
        return ["", "settled lately, the latest first:"]
            + Table.lines(
                ["CODE", "TIER", "AGO", "AGENT", "TOOL", "HOW IT ENDED"], rows,
                columns: Screen.columns, empty: "")
            + (rest == 0 ? [] : ["and \(rest) more settled: `pullcord holds --all`"])
    }

    static func runs(_ view: RunsView) -> [SafeText] {
        let rows = view.runs.map { run in
            [
                "\(name: run.run)", "\(name: run.agent.text)", Times.at(run.started),
                run.ended.map { "ended by \(Words.by($0.by))" } ?? "running",
                "\(run.holds)",
            ]
        }
        let table = Table.blocks(
            ["RUN", "AGENT", "SINCE", "STATE", "HOLDS"], rows, columns: Screen.columns,
            empty: "no runs")
        // What was used of the budgets stands below each: beside the rest it has no room.
        let used = [[]] + view.runs.map(used)
        return head(view.host) + zip(table, used).flatMap { $0 + $1 } + more(view.more, "runs")
    }

    private static func used(_ run: RunView) -> [SafeText] {
        let last = run.spent.count - 1
        let parts = run.spent.enumerated().map { $1.words + ($0 < last ? "," : "") }
        return Prose.field(
            "  used", Prose.rows(of: parts, columns: Screen.columns - 8), indent: 8)
    }

    static func agents(_ view: AgentsView) -> [SafeText] {
        let rows = view.agents.map { agent in
            [
                "\(name: agent.name.text)", "\(name: agent.owner)", proof(agent),
                state(agent),
                agent.run.map { "\(name: $0)" } ?? "-", "\(agent.holds)", rung(of: agent),
                agent.unguarded.isEmpty ? "" : "UNGUARDED",
            ]
        }
        let table = Table.blocks(
            ["AGENT", "OWNER", "PROOF", "STATE", "RUN", "HOLDS", "RUNG", ""], rows,
            columns: Screen.columns, empty: "the policy names no agents")
        let notes = [[]] + view.agents.map { pause(of: $0) + heldBack($0) + mixedRungs(of: $0) }
        return head(view.host) + zip(table, notes).flatMap { $0 + $1 }
    }

    /// Who paused an agent, when and why.
    private static func pause(of agent: AgentView) -> [SafeText] {
        guard let pause = agent.paused else { return [] }
        return Prose.field(
            "  PAUSED", Prose.rows(of: Words.act(pause), columns: Screen.columns - noteColumns),
            indent: noteColumns)
    }

    private static func state(_ agent: AgentView) -> SafeText {
        if agent.paused != nil { return "PAUSED" }
        if agent.heldBack != nil { return "HELD BACK" }
        return agent.connections > 0 ? "connected" : "away"
    }

    /// How much of what an agent asked was refused, so that it is read from more slowly.
    private static func heldBack(_ agent: AgentView) -> [SafeText] {
        guard let view = agent.heldBack else { return [] }
        return Prose.field(
            "  held back",
            Prose.rows(
                of: [
                    "\(Words.count(view.perSecond, "refusal/s", "refusals/s")),",
                    "\(view.refusals) since \(Times.at(view.since)):",
                    "it is read from more slowly until it asks less that is refused",
                ], columns: Screen.columns - noteColumns),
            indent: noteColumns)
    }

    /// The rung of all its tools; where they differ, the table says so and the tools stand below.
    private static func rung(of agent: AgentView) -> SafeText {
        let rungs = Set(agent.rungs.map(\.rung))
        guard rungs.count < 2 else { return "mixed" }
        return rungs.first.map(Words.rung) ?? "-"
    }

    /// The tools by their rung, the freest first: what runs alone is what a person asks for.
    private static func mixedRungs(of agent: AgentView) -> [SafeText] {
        let byRung = Dictionary(grouping: agent.rungs, by: \.rung)
        guard byRung.count > 1 else { return [] }
        return byRung.sorted { $0.key > $1.key }.flatMap { rung, tools in
            Prose.field(
                "  \(Words.rung(rung))",
                Prose.rows(
                    of: tools.map { "\(name: $0.tool.description)" },
                    columns: Screen.columns - noteColumns),
                indent: noteColumns)
        }
    }

    /// Where what stands below an agent begins, beside its name.
    private static let noteColumns = 15

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
        case .token: agent.isProvable ? "token" : "NO TOKEN YET"
        case .user: agent.isProvable ? "user id" : "NO SUCH USER"
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
        guard hold.paused == nil else {
            return hold.callerWaits ? "open, PAUSED" : "caller left, PAUSED"
        }
        return hold.callerWaits ? "open, caller waits" : "open, caller left"
    }

    private static func more(_ count: Int, _ what: StaticString) -> [SafeText] {
        count == 0 ? [] : ["and \(count) more \(what)"]
    }
}
