package import Control
import Governance
package import SafeText

/// What is known of one tool, in lines: below the list of the console and on the command line.
package struct ToolText {
    private let tool: ToolView
    private let columns: Int
    private static let indent = 10

    /// Words for a tool, in rows of `columns`.
    package init(_ tool: ToolView, columns: Int) {
        self.tool = tool
        self.columns = columns
    }

    /// Its name, tier and what is known of its definition.
    package var title: SafeText {
        let tier = tool.tier.map(Words.tier) ?? "no tier, held as HIGH"
        return "\(name: tool.tool.description)  \(tier)  \(pin)"
    }

    /// All of it: what is used first, since that is what changes.
    package func lines(agents: [AgentView], runs: [RunView]) -> [SafeText] {
        counts + limits + blast + callers(agents, runs)
    }

    private var pin: SafeText {
        switch tool.pin {
        case nil: "not listed by its server yet"
        case .unreviewed: "definition NOT REVIEWED"
        case .accepted: "definition as accepted"
        case .drifted: "definition HAS CHANGED: its calls are denied"
        }
    }

    private func field(_ name: SafeText, _ parts: [SafeText]) -> [SafeText] {
        Prose.field(
            name, Prose.rows(of: parts, columns: columns - Self.indent), indent: Self.indent)
    }

    private var counts: [SafeText] {
        let time = ToolNumbers.time(tool.p95Nanoseconds)
        let isShort = (tool.p95Nanoseconds ?? 0) < 1_000_000
        let quick: SafeText =
            tool.p95Nanoseconds == nil
            ? "no answers yet"
            : isShort
                ? "95 of 100 answers took \(time)"
                : "95 of 100 answers took at most \(time)"
        let last = [
            tool.lastCall.map { "call \(Times.at($0))" as SafeText },
            tool.lastError.map { "error \(Times.at($0))" },
        ].compactMap { $0 }
        let isAll = tool.lately == tool.counts
        return field(isAll ? "calls" : "last 60m", Self.counts(tool.lately))
            + (isAll ? [] : field("in all", Self.counts(tool.counts)))
            + field("now", ["\(tool.waiting) held,", "\(tool.inFlight) on their way,", quick])
            + (last.isEmpty ? [] : field("last", Self.listed(last)))
    }

    /// Parts with a comma behind each but the last.
    private static func listed(_ parts: [SafeText]) -> [SafeText] {
        parts.enumerated().map { $0 < parts.count - 1 ? $1 + "," : $1 }
    }

    /// `12 calls, 3 held, 2 denied, 7 ended, 1 of them with an error (14.2 %)`
    private static func counts(_ counts: ToolCountsView) -> [SafeText] {
        let share: SafeText = counts.ended == 0 ? "" : " (\(ToolNumbers.errors(counts)) %)"
        return [
            Words.count(counts.calls, "call", "calls") + ",", "\(counts.held) held,",
            "\(counts.denied) denied,", "\(counts.ended) ended,",
            "\(counts.errors) with an error\(share)",
        ]
    }

    private var limits: [SafeText] {
        guard !tool.limits.isEmpty else { return field("limits", ["the policy states none"]) }
        let more: [SafeText] =
            tool.more > 0 ? field("", ["and \(tool.more) that the list has no room for"]) : []
        return tool.limits.enumerated().flatMap { index, limit in
            field(index == 0 ? "limits" : "", [Self.words(limit)])
        } + more
    }

    /// `8/10 calls in 1m [########..] then held`
    static func words(_ limit: LimitView) -> SafeText {
        let over: SafeText = limit.over == .hold ? "held" : "denied"
        return "\(use(limit)) in \(window(limit)) \(ToolNumbers.bar(limit.percent)) then \(over)"
    }

    /// `8/10 calls`
    static func use(_ limit: LimitView) -> SafeText {
        "\(name: limit.used)/\(name: limit.limit) \(name: limit.counts)"
    }

    private static func window(_ limit: LimitView) -> SafeText {
        SafeText(name: Duration.nanoseconds(limit.windowNanoseconds).policyWord)
    }

    private var blast: [SafeText] {
        let undo: SafeText = tool.undo.map { "undone by \(name: $0)" } ?? "no undo stated"
        guard !tool.blast.isEmpty else { return field("blast", ["none declared;", undo]) }
        let last = tool.blast.count - 1
        return tool.blast.enumerated().flatMap { index, quantity in
            field(
                index == 0 ? "blast" : "",
                Self.words(quantity, end: index == last ? ";" : "") + (index == last ? [undo] : []))
        }
    }

    /// `usd: the number at /amount, at most 500 a call`
    private static func words(_ quantity: ToolBlastView, end: SafeText) -> [SafeText] {
        let cap: SafeText = quantity.cap.map { "at most \(name: $0) a call" } ?? "no cap"
        return ["\(name: quantity.unit):"]
            + (SafeText(untrusted: quantity.source) + ",").words + [cap + end]
    }

    /// Who may call it, and the budgets that these calls are spent from.
    private func callers(_ agents: [AgentView], _ runs: [RunView]) -> [SafeText] {
        let callers = agents.compactMap { agent in
            agent.rungs.first { $0.tool == tool.tool }.map { (agent, $0.rung) }
        }
        guard !callers.isEmpty else {
            return field(
                "may call",
                [
                    tool.agents == 0
                        ? "no agent is granted it" : Words.count(tool.agents, "agent", "agents")
                ])
        }
        return callers.enumerated().flatMap { index, caller in
            let (agent, rung) = caller
            let run = runs.first { $0.run == agent.run }
            let caller: SafeText = "\(name: agent.name.text) at \(Words.rung(rung))"
            let budget = run.map { ["run \(name: $0.run):"] + Self.listed($0.spent.map(\.words)) }
            return field(
                index == 0 ? "may call" : "", [caller + ","] + (budget ?? ["it has no run"]))
        }
    }
}
