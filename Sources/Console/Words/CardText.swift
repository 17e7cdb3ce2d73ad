package import Control
package import Governance
package import SafeText

/// A hold as a person reads it before answering: what it is, what it does, who asks, why it waits,
/// every argument, and what happens if nobody answers (console reference, section 3).
package struct CardText {
    private let hold: HoldView
    private let columns: Int
    private let you: OperatorName?

    private static let indent = 11

    /// The text of a hold for one reader, in rows of at most `columns` columns.
    package init(_ hold: HoldView, for you: OperatorName?, columns: Int) {
        self.hold = hold
        self.you = you
        self.columns = columns
    }

    /// All of it, for a terminal that scrolls.
    package var lines: [SafeText] { head + body + foot }

    /// What must be read: what it does, who asks, why it waits, and every argument.
    package var body: [SafeText] { paused + facts + arguments + alsoSent }

    /// The same for a screen that has its own head: what makes an answer worth less stands above it.
    package var screen: [SafeText] { unguarded + body }

    private var summary: HoldSummary { hold.summary }

    /// One row: the reasons are in `pullcord status`, and must not push the call off the screen.
    private var unguarded: [SafeText] {
        guard let reasons = hold.host.unguarded else { return [] }
        let more: SafeText = reasons.count > 1 ? " (+\(reasons.count - 1): pullcord status)" : ""
        let first = SafeText(untrusted: reasons.first ?? "")
        return field("UNGUARDED", [first.truncated(to: max(8, room - more.columns)) + more])
    }

    // MARK: Whose machine, and in which state

    private var head: [SafeText] {
        let title: SafeText = "\(name: summary.code)  \(tier)  \(reversal)"
        let host: SafeText = "\(name: hold.host.label)  \(Words.mode(hold.host.mode))"
        let gap = max(2, columns - title.columns - host.columns)
        var lines = Prose.rows(
            of: [title.padded(to: title.columns + gap - 1), host], columns: columns)
        for state in hold.host.states {
            let reasons = state.reasons.joined(separator: "; ")
            lines += Prose.field(
                Words.state(state.kind), Prose.rows(reasons, columns: columns - Self.indent),
                indent: Self.indent)
        }
        return lines + [rule]
    }

    /// What is shown in capitals, since the answer to it is no: a paused agent's call cannot go.
    private var paused: [SafeText] {
        guard let pause = summary.paused else { return [] }
        let agent: SafeText = "\(name: summary.agent.text)"
        let next: [SafeText] = ["it cannot be approved before", "`pullcord resume \(agent)`"]
        return field("PAUSED", parts: [agent] + Words.act(pause)) + field("", parts: next)
    }

    private var reversal: SafeText {
        hold.undo.map { "can be undone by \(name: $0)" } ?? "CANNOT BE UNDONE"
    }

    private var rule: SafeText {
        Array(repeating: "-" as SafeText, count: columns).joined(by: "")
    }

    // MARK: What, who, why

    private var facts: [SafeText] {
        var lines: [SafeText] = []
        let say = summary.say ?? "the policy has no sentence for this tool; read the arguments"
        lines += field("will do", Prose.rows(say, columns: room))
        lines += field(
            "tool", parts: ["\(name: summary.tool.description),", pin])
        lines += field(
            "agent",
            parts: [
                "\(name: summary.agent.text),", "owner \(name: summary.owner),",
                "run \(name: summary.run)",
            ])
        if summary.tier != summary.declared {
            lines += field(
                "tier",
                parts: ["\(Words.tier(summary.declared)) by the policy, raised to \(tier)"])
        }
        lines += hold.why.enumerated().flatMap { index, reason in
            field(index == 0 ? "why held" : "", Prose.rows(of: why(reason), columns: room))
        }
        if hold.blast.isEmpty {
            lines += field("blast", parts: ["the policy declares none"])
        } else {
            lines += field("blast", parts: Self.listed(hold.blast.map(blast)))
        }
        return lines
    }

    private var tier: SafeText { Words.tier(summary.tier) }

    private var pin: SafeText {
        switch hold.pin {
        case .unreviewed: "definition NOT REVIEWED, pinned at first sight"
        case .accepted: "definition as accepted"
        case .drifted: "definition HAS CHANGED since it was accepted"
        }
    }

    private func why(_ reason: ReasonView) -> [SafeText] {
        var place: SafeText = "\(name: reason.check)"
        if let rule = reason.rule { place = "\(place) \(name: rule)" }
        if let line = reason.line { place = "\(place), policy line \(line)" }
        return [place + ":"]
            + reason.finding.split(separator: " ").map {
                SafeText(untrusted: String($0))
            }
    }

    private func blast(_ blast: BlastView) -> SafeText {
        let amount: SafeText = blast.amount.map { SafeText(name: $0) } ?? "UNKNOWN"
        let cap: SafeText = blast.cap.map { " of at most \(SafeText(name: $0))" } ?? ""
        return "\(amount) \(name: blast.unit)\(cap)"
    }

    // MARK: Every argument

    private var arguments: [SafeText] {
        let shown = hold.arguments.count
        let texts = hold.arguments.map { SafeText(untrusted: $0.text) }
        var parts: [SafeText] = [
            "\(shown) of \(shown + hold.missingArguments), \(hold.argumentBytes) bytes"
        ]
        if !hold.isWhole { parts.append("NOT ALL CAN BE SHOWN") }
        parts += Self.hidden(in: texts)
        return field("arguments", parts: Self.listed(parts))
            + zip(hold.arguments, texts).flatMap(argument)
    }

    /// What goes out beside the arguments: nothing, nearly always.
    private var alsoSent: [SafeText] {
        guard !hold.alsoSent.isEmpty else { return [] }
        let texts = hold.alsoSent.map { SafeText(untrusted: $0.text) }
        let parts: [SafeText] = ["BESIDE THE ARGUMENTS, unchecked by the policy"]
        return field("also sent", parts: Self.listed(parts + Self.hidden(in: texts)))
            + zip(hold.alsoSent, texts).flatMap(argument)
    }

    private static func hidden(in texts: [SafeText]) -> [SafeText] {
        let hidden = texts.reduce(0) { $0 + $1.escapes }
        return hidden > 0
            ? ["\(hidden) HIDDEN OR ODD CHARACTERS, shown between < and >"] : []
    }

    /// The pointer and its value: on one row where that fits, else the value below, whole.
    private func argument(_ argument: ArgumentView, _ value: SafeText) -> [SafeText] {
        let pointer = SafeText(untrusted: argument.pointer.isEmpty ? "(all)" : argument.pointer)
        var whole = value
        if argument.cutBytes > 0 { whole = "\(value) (\(argument.cutBytes) BYTES MORE)" }
        let row: SafeText = "  \(pointer)  \(whole)"
        if row.columns <= columns { return [row] }
        return (pointer.wrapped(to: columns - 2).map { "  " + $0 })
            + whole.wrapped(to: columns - 4).map { "    " + $0 }
    }

    // MARK: What comes next

    private var foot: [SafeText] {
        let now = hold.host.now
        var lines = [rule]
        lines += field("left", parts: left(now))
        if summary.approvalsNeeded > 1 {
            let given = summary.approvals.map { "\(name: $0.by.text)" as SafeText }
            let names = given.isEmpty ? "nobody yet" : given.joined(by: ", ")
            lines += field(
                "approvals",
                parts: ["\(summary.approvals.count) of \(summary.approvalsNeeded):", names])
        }
        let others = hold.present.filter { !$0.utf8.elementsEqual((you?.text ?? "").utf8) }
        let names = others.map { SafeText(name: $0) }.joined(by: ", ")
        lines += field(
            "also",
            parts: [
                hold.waiting == 0
                    ? "nothing else waits,"
                    : hold.waiting == 1
                        ? "1 other hold waits," : "\(hold.waiting) other holds wait,",
                others.isEmpty ? "and you alone are here" : "and here beside you: \(names)",
            ])
        if hold.mustJustify {
            lines += field("asked", parts: ["an approval needs your own words, for the record"])
        }
        lines += field("digest", parts: [SafeText(name: summary.digest.hexadecimal)])
        return lines + field("revision", parts: ["\(summary.revision)"])
    }

    private func left(_ now: WallTime) -> [SafeText] {
        guard summary.state == .open else {
            return ["none: \(Words.state(summary.state))"]
        }
        let open = Span.clock(now.nanoseconds(until: summary.parkUntil))
        let caller: SafeText =
            summary.callerWaits
            ? "the caller waits for another "
                + Span.clock(now.nanoseconds(until: summary.waitUntil))
            : "THE CALLER HAS LEFT: approving means it may call again, once"
        return ["\(open), then DENIED by time;", caller]
    }

    // MARK: Fields

    private var room: Int { columns - Self.indent }

    private func field(_ name: SafeText, _ rows: [SafeText]) -> [SafeText] {
        Prose.field(name, rows, indent: Self.indent)
    }

    private func field(_ name: SafeText, parts: [SafeText]) -> [SafeText] {
        field(name, Prose.rows(of: parts, columns: room))
    }

    /// Parts with a comma after each but the last.
    private static func listed(_ parts: [SafeText]) -> [SafeText] {
        parts.dropLast().map { $0 + "," } + parts.suffix(1)
    }
}
